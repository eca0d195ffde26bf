import { expect, test } from "vitest";
import { formatLocalInstant } from "../../src/core/local-instant.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { instant } from "./plain-store.ts";

test.each([
	["2023-01-25T18:13:22.479Z", "America/Chicago", "2023-01-25T12:13:22.479-06:00"],
	["2023-01-25T18:30:00Z", "Asia/Kathmandu", "2023-01-26T00:15:00.000+05:45"],
	["2023-01-25T18:30:00Z", "UTC", "2023-01-25T18:30:00.000+00:00"],
	// An hour that the clock shows twice.
	["2023-11-05T06:30:00Z", "America/Chicago", "2023-11-05T01:30:00.000-05:00"],
	["2023-11-05T07:30:00Z", "America/Chicago", "2023-11-05T01:30:00.000-06:00"],
])("%s in %s is %s", (text, zone, local) => {
	const at = instant(text);
	expect(formatLocalInstant(at, new ZoneClock(zone, { from: at, to: at }))).toBe(local);
});
