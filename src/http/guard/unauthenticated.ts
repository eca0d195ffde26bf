import type { KeyCheck, SessionCheck } from "../../service/check-key.ts";
import { HttpProblem } from "../problem.ts";

const FAULTS: Readonly<Record<NonNullable<(KeyCheck | SessionCheck)["fault"]>, string>> = {
	unknown: "There is no such key.",
	expired: "The key has expired.",
	revoked: "The key was revoked.",
	ended: "The session has ended.",
};

const HOW_TO_SEND = "It goes into the header Authorization: Bearer …";

/** The refusal of a request that needs a key, and comes without one. */
export function keyNeeded(): HttpProblem {
	return unauthenticated(`Send a key. ${HOW_TO_SEND}`);
}

/** The refusal of a request whose key is good for nothing. */
export function wrongKey(fault: NonNullable<KeyCheck["fault"]>): HttpProblem {
	return unauthenticated(`${FAULTS[fault]} ${HOW_TO_SEND}`);
}

/** The refusal of a request whose session is good for nothing. */
export function deadSession(fault: NonNullable<SessionCheck["fault"]>): HttpProblem {
	return unauthenticated(`${FAULTS[fault]} Sign in again.`);
}

/** The refusal of whoever wants to sign in with a key that is good for nothing. */
export function wrongKeyToSignIn(fault: NonNullable<KeyCheck["fault"]>): HttpProblem {
	return unauthenticated(FAULTS[fault]);
}

function unauthenticated(detail: string): HttpProblem {
	return new HttpProblem("unauthenticated", detail, { headers: { "www-authenticate": "Bearer" } });
}
