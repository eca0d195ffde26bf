import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiFailure } from "./client.ts";
import { SESSION_KEY } from "./session.ts";

/** Answers are asked for again when something tells of a change; without that, they are good for a while. */
const FRESH_MS = 30_000;

/** Attempts after the first, at what may pass by itself. */
const RETRIES = 2;

/** All that the page knows of the server, and when it asks again. */
export function makeQueryClient(): QueryClient {
	const onError = (error: Error) => {
		// Signed out in another tab, or the key was revoked: who this is has to be asked anew.
		if (error instanceof ApiFailure && error.status === 401)
			void client.invalidateQueries({ queryKey: SESSION_KEY });
	};
	const client = new QueryClient({
		queryCache: new QueryCache({ onError }),
		mutationCache: new MutationCache({ onError }),
		defaultOptions: {
			queries: {
				staleTime: FRESH_MS,
				retry: (failures, error) => failures < RETRIES && mayPass(error),
				// On a train, asking again does no harm, and the answer may be there.
				networkMode: "always",
			},
			mutations: { networkMode: "always" },
		},
	});
	return client;
}

function mayPass(error: Error): boolean {
	return !(error instanceof ApiFailure) || error.status === 0 || error.status >= 500;
}
