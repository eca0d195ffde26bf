import { useSession } from "../api/session.ts";
import type { Scope } from "../text/words.ts";

const ORDER: readonly Scope[] = ["read", "write", "admin"];

/** Whether whoever looks at the page may do what needs this scope; it is not offered to those who may not. */
export function useMay(needed: Scope): boolean {
	const scope = useSession().data?.scope ?? null;
	return scope !== null && ORDER.indexOf(scope) >= ORDER.indexOf(needed);
}
