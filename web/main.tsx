import { createRoot } from "react-dom/client";
import "./theme.css";

// Not every browser has calendars yet; where they are, nothing is loaded.
if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");

createRoot(document.getElementById("page") as HTMLElement).render(<p>Openhours</p>);
