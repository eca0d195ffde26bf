import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
	Activity,
	ChartColumn,
	FileText,
	LogOut,
	type LucideIcon,
	Settings as SettingsIcon,
	Store,
} from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { PAGE_PATHS } from "../../src/contract/pages.ts";
import { api, type Documents, documentOf } from "../api/client.ts";
import { useFleetNow } from "../api/fleet.ts";
import { type Liveness, useFleetEvents } from "../api/fleet-events.ts";
import { THEMES, type Theme, useTheme } from "../state/theme.ts";
import { Button } from "./button.tsx";
import { Choice } from "./fields.tsx";
import styles from "./shell.module.css";
import { Moment } from "./values.tsx";

interface Place {
	readonly path: string;
	readonly name: string;
	readonly icon: LucideIcon;
}

const PLACES: readonly Place[] = [
	{ path: PAGE_PATHS.now, name: "Now", icon: Activity },
	{ path: PAGE_PATHS.fleet, name: "Fleet", icon: ChartColumn },
	{ path: PAGE_PATHS.stores, name: "Stores", icon: Store },
	{ path: PAGE_PATHS.reports, name: "Reports", icon: FileText },
	{ path: PAGE_PATHS.settings, name: "Settings", icon: SettingsIcon },
];

interface ShellProps {
	readonly session: Documents["Session"];
	readonly children: ReactNode;
}

/** What is around every view: where one can go, as of when it is, and who looks at it. */
export function Shell({ session, children }: ShellProps) {
	const liveness = useFleetEvents();
	return (
		<div className={styles.shell}>
			<a href="#content" className={styles.skip}>
				To the content
			</a>
			<header className={styles.side}>
				<Link href={PAGE_PATHS.now} className={styles.brand}>
					<img src="/icon.svg" alt="" width="24" height="24" />
					Openhours
				</Link>
				<nav aria-label="Views" className={styles.nav}>
					<ul>
						{PLACES.map((place) => (
							<PlaceLink key={place.path} place={place} />
						))}
					</ul>
				</nav>
				<AsOf liveness={liveness} />
				<Person session={session} />
			</header>
			<main id="content" tabIndex={-1} className={styles.content}>
				{children}
			</main>
		</div>
	);
}

function PlaceLink({ place: { path, name, icon: Icon } }: { readonly place: Place }) {
	const [at] = useLocation();
	const isHere = path === PAGE_PATHS.now ? at === path : at === path || at.startsWith(`${path}/`);
	return (
		<li>
			<Link href={path} aria-current={isHere ? "page" : undefined} className={styles.place}>
				<Icon size={19} aria-hidden="true" />
				{name}
			</Link>
		</li>
	);
}

const LIVENESS_WORDS: Readonly<Record<Liveness, string>> = {
	connecting: "Connecting …",
	live: "Live: moves by itself",
	lost: "Connection lost, trying again …",
};

/** As of when everything is, and whether it moves by itself. */
function AsOf({ liveness }: { readonly liveness: Liveness }) {
	const { data } = useFleetNow();
	return (
		<div className={styles.asOf}>
			<p role="status" className={styles[liveness]}>
				{LIVENESS_WORDS[liveness]}
			</p>
			{data !== undefined && data.newest_poll !== null && (
				<p className="muted">
					As of the newest poll, <Moment at={data.as_of} zone={data.settings.default_timezone} />{" "}
					{data.settings.default_timezone}
				</p>
			)}
		</div>
	);
}

const THEME_WORDS: Readonly<Record<Theme, string>> = {
	system: "As the system",
	light: "Light",
	dark: "Dark",
};

function Person({ session }: { readonly session: Documents["Session"] }) {
	const [theme, setTheme] = useTheme();
	return (
		<div className={styles.person}>
			<Choice
				label="Theme"
				value={theme}
				options={THEMES.map((value) => ({ value, text: THEME_WORDS[value] }))}
				onChange={setTheme}
			/>
			{session.name !== null && <SignedIn name={session.name} />}
		</div>
	);
}

function SignedIn({ name }: { readonly name: string }) {
	const client = useQueryClient();
	const signOut = useMutation({
		mutationFn: () => documentOf(api.DELETE("/v1/session")),
		// Nothing of what one was shown stays.
		onSettled: () => client.resetQueries(),
	});
	return (
		<div className={styles.signedIn}>
			<p className="muted">
				Signed in with the key <strong>{name}</strong>
			</p>
			<Button onClick={() => signOut.mutate()} isBusy={signOut.isPending}>
				<LogOut size={16} aria-hidden="true" /> Sign out
			</Button>
		</div>
	);
}
