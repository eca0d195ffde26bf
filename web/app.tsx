import { lazy, Suspense, useEffect, useRef } from "react";
import { Route, Switch, useLocation } from "wouter";
import { PAGE_PATHS } from "../src/contract/pages.ts";
import { useSession } from "./api/session.ts";
import { Answer, Loading } from "./parts/answer.tsx";
import { Shell } from "./parts/shell.tsx";
import { NotFound } from "./views/not-found.tsx";
import { Now } from "./views/now/now.tsx";
import { SignIn } from "./views/sign-in/sign-in.tsx";

// The first view comes with the page; the others are loaded when they are gone to.
const Fleet = lazy(() => import("./views/fleet/fleet.tsx"));
const Stores = lazy(() => import("./views/stores/stores.tsx"));
const Store = lazy(() => import("./views/store/store.tsx"));
const Reports = lazy(() => import("./views/reports/reports.tsx"));
const Settings = lazy(() => import("./views/settings/settings.tsx"));

/** The page: a form to sign in where that is needed, and then one of its views. */
export function App() {
	return (
		<Answer query={useSession()} of="who you are">
			{(session) =>
				session.scope === null ? (
					<SignIn />
				) : (
					<Shell session={session}>
						<Views />
					</Shell>
				)
			}
		</Answer>
	);
}

function Views() {
	const [path] = useLocation();
	useFocusOnArrival(path);
	return (
		<Suspense fallback={<Loading of="the view" lines={8} />}>
			<Switch>
				<Route path={PAGE_PATHS.now} component={Now} />
				<Route path={PAGE_PATHS.fleet} component={Fleet} />
				<Route path={PAGE_PATHS.stores} component={Stores} />
				<Route path={PAGE_PATHS.store}>
					{({ storeId }) => <Store key={storeId} storeId={storeId} />}
				</Route>
				<Route path={PAGE_PATHS.reports} component={Reports} />
				<Route path={PAGE_PATHS.settings} component={Settings} />
				<Route component={NotFound} />
			</Switch>
		</Suspense>
	);
}

/** Whoever goes to another view begins at its top; with the keyboard and a screen reader, too. */
function useFocusOnArrival(path: string): void {
	const shown = useRef(path);
	useEffect(() => {
		if (shown.current === path) return;
		shown.current = path;
		window.scrollTo({ top: 0 });
		document.getElementById("content")?.focus({ preventScroll: true });
	}, [path]);
}
