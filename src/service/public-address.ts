import ipaddr from "ipaddr.js";

/** What of IPv6 is given out for the public internet; the rest is special, or nobody's. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/**
 * Whether an IP address is one of the public internet: not this machine's, not of a private network,
 * not of a cloud's metadata service, nor one of these in another guise, such as IPv4 mapped into IPv6.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	const parsed = ipaddr.process(address);
	if (parsed.range() !== "unicast") return false;
	return parsed.kind() === "ipv4" || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

/** Why nothing is sent to an address, and what to do about it; the address itself is told to nobody. */
export const NOT_PUBLIC =
	"the webhook's address is not a public one; OPENHOURS_WEBHOOK_PRIVATE=allow lets webhooks go to this machine and its network";

/** The host of a URL without the brackets that an IPv6 address has there. */
export function hostOf({ hostname }: URL): string {
	return hostname.replace(/^\[(.*)\]$/, "$1");
}
