/**
 * The addresses of the dashboard's views, with `:name` for what is different from one to the next: the server answers
 * all of them with the same page, which shows the view.
 */
export const PAGE_PATHS = {
	now: "/",
	fleet: "/fleet",
	stores: "/stores",
	store: "/stores/:storeId",
	reports: "/reports",
	settings: "/settings",
} as const;
