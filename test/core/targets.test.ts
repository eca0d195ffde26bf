import { describe, expect, test } from "vitest";
import { Targets } from "../../src/core/targets.ts";

describe("targets", () => {
	const targets = new Targets({
		ofFleet: 99_000,
		ofGroups: new Map([["North", 98_000]]),
		ofStores: new Map([[1, 97_000]]),
	});

	test("of a store are its own, else its group's, else the fleet's", () => {
		const of = (storeKey: number, group: string | undefined) =>
			targets.ofStore({ storeKey, group });
		expect(of(1, "North")).toEqual({ target: 97_000, from: "store" });
		expect(of(1, undefined)).toEqual({ target: 97_000, from: "store" });
		expect(of(2, "North")).toEqual({ target: 98_000, from: "group" });
		expect(of(2, "South")).toEqual({ target: 99_000, from: "fleet" });
		expect(of(2, undefined)).toEqual({ target: 99_000, from: "fleet" });
	});

	test("of a group are its own, else the fleet's; of the fleet its own alone", () => {
		expect(targets.ofGroup("North")).toEqual({ target: 98_000, from: "group" });
		expect(targets.ofGroup("north")).toEqual({ target: 99_000, from: "fleet" });
		expect(targets.ofFleet()).toEqual({ target: 99_000, from: "fleet" });
		expect([...targets.groups]).toEqual(["North"]);
	});

	test("are none where nothing was set", () => {
		const none = new Targets({ ofFleet: undefined, ofGroups: new Map(), ofStores: new Map() });
		expect(none.ofStore({ storeKey: 1, group: "North" })).toBeUndefined();
		expect([none.ofGroup("North"), none.ofFleet()]).toEqual([undefined, undefined]);
	});
});
