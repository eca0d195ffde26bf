// The types of the API, as openapi-typescript makes them of its document.
export type { paths } from "../../src/contract/api.ts";
