import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Watch } from "../../src/service/watch.ts";

/** A thing that is watched: how often it has changed. */
function given() {
	const thing = { changes: 1, looks: 0 };
	const watch = new Watch<number>({
		lookUp: async () => {
			thing.looks++;
			return thing.changes;
		},
		isNews: (seen, before) => seen !== before,
		isLast: (seen) => seen === 99,
	});
	return { thing, watch };
}

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
	vi.useRealTimers();
});

test("listeners are told at once, then once for each change, and never while nothing changes", async () => {
	const { thing, watch } = given();
	const told: (number | "end")[] = [];
	await watch.listen("a", { tell: (seen) => told.push(seen), end: () => told.push("end") });
	await vi.advanceTimersByTimeAsync(5 * 500);
	expect([told, thing.looks]).toEqual([[1], 6]);
	thing.changes = 2;
	await vi.advanceTimersByTimeAsync(3 * 500);
	expect(told).toEqual([1, 2]);
	watch.close();
	expect([told, vi.getTimerCount()]).toEqual([[1, 2, "end"], 0]);
});

test("many listeners take one look, twice a second at most, and none when all are gone", async () => {
	const { thing, watch } = given();
	let told = 0;
	const leaves = await Promise.all(
		Array.from({ length: 200 }, () => watch.listen("a", { tell: () => told++, end: () => {} })),
	);
	expect([thing.looks, told]).toEqual([1, 200]);
	thing.changes = 2;
	await vi.advanceTimersByTimeAsync(499);
	expect(thing.looks).toBe(1);
	await vi.advanceTimersByTimeAsync(1);
	expect([thing.looks, told]).toEqual([2, 400]);
	for (const leave of leaves) leave();
	await vi.advanceTimersByTimeAsync(60_000);
	expect([thing.looks, vi.getTimerCount()]).toEqual([2, 0]);
});

test("nothing more comes after the last, and nobody looks any more", async () => {
	const { thing, watch } = given();
	const told: (number | "end")[] = [];
	await watch.listen("a", { tell: (seen) => told.push(seen), end: () => told.push("end") });
	thing.changes = 99;
	await vi.advanceTimersByTimeAsync(60_000);
	expect([told, thing.looks]).toEqual([[1, 99, "end"], 2]);
});
