import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "./api/query-client.ts";
import { App } from "./app.tsx";
import { applyTheme } from "./state/theme.ts";
import "./theme.css";

applyTheme();
// Not every browser has calendars yet; where they are, nothing is loaded.
if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");

createRoot(document.getElementById("page") as HTMLElement).render(
	<StrictMode>
		<QueryClientProvider client={makeQueryClient()}>
			<App />
		</QueryClientProvider>
	</StrictMode>,
);
