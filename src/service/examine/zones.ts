import type { Instant } from "../../core/instant.ts";
import { parseZone } from "../../core/zone-clock.ts";
import type { Connection } from "../../database/engine/database.ts";
import { manyZoneUses, type ZoneUse } from "../../database/health.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { counted } from "./words.ts";

const SUBJECT = "zone data";

/** How many zones are named of those that are not known. */
const NAMED_MAX = 5;

/** Whether the zone data of this program are of late, by the year in a version such as `2026c`. */
export function examineZoneDataVersion(version: string, now: Instant): Finding {
	const year = Number(/^\d{4}/.exec(version)?.[0]);
	const yearNow = new Date(now).getUTCFullYear();
	const found = `this program has version ${version}`;
	// What came out in the year before may be anything from a day to two years old.
	if (!(yearNow - year > 1)) return ok(SUBJECT, found);
	return note(
		SUBJECT,
		`${found}, which is more than a year old: countries that changed their clocks since are off`,
		"Install the newest openhours, or a newer Node.",
	);
}

/** How PostgreSQL comes by newer zone data. */
const REMEDIES: Readonly<Record<Connection["kind"], string>> = {
	pglite: "Install the newest openhours.",
	postgresql:
		"Bring the zone data of its machine up to date (on Debian: apt install tzdata tzdata-legacy), then restart it.",
};

/** Whether every zone that a store is in is known to this program and to PostgreSQL. */
export async function examineZones(
	connection: Connection,
	defaultZone: string,
): Promise<Finding[]> {
	const uses = await manyZoneUses(connection, defaultZone);
	if (uses.length === 0) return [ok(SUBJECT, "no store is in any zone yet")];
	const unknownToUs = uses.filter(({ zone }) => parseZone(zone) === undefined);
	const unknownToPostgres = uses.filter(({ isKnownHere }) => !isKnownHere);
	const findings: Finding[] = [];
	if (unknownToUs.length > 0)
		findings.push(
			wrong(
				SUBJECT,
				`${describeZones(unknownToUs)} unknown to this program: no report that has these stores can be computed`,
				"Import the right zones: openhours import --timezones <file>. If they are right, install the newest openhours.",
			),
		);
	if (unknownToPostgres.length > 0)
		findings.push(
			note(
				SUBJECT,
				`${describeZones(unknownToPostgres)} unknown to PostgreSQL: the view store_status has no local time for these stores`,
				`${REMEDIES[connection.kind]} Reports are right all the same.`,
			),
		);
	if (findings.length > 0) return findings;
	return [
		ok(SUBJECT, `stores are in ${counted(uses.length, "zone")}, known here and to PostgreSQL`),
	];
}

function describeZones(uses: readonly ZoneUse[]): string {
	const stores = uses.reduce((sum, use) => sum + use.stores, 0);
	const names = uses.slice(0, NAMED_MAX).map(({ zone }) => zone);
	const more = uses.length > NAMED_MAX ? " and more" : "";
	const are = uses.length === 1 ? "is" : "are";
	return `${counted(uses.length, "zone")} of ${counted(stores, "store")} (${names.join(", ")}${more}) ${are}`;
}
