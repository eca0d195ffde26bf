import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { Refusal } from "../../src/service/refusal.ts";
import { SharedComputations, type SharingLimits } from "../../src/service/shared-computations.ts";

/** Computations that end when the test says so, on a clock that the test sets. */
function given(limits: Partial<SharingLimits> = {}) {
	const clock = { now: 1_000_000 };
	const begun: { key: string; signal: AbortSignal; ends: PromiseWithResolvers<string> }[] = [];
	const shared = new SharedComputations<string>(() => clock.now, {
		atOnceMax: 2,
		waitingMax: 2,
		keptMax: 3,
		...limits,
	});
	const get = (key: string, signal?: AbortSignal) =>
		shared.get(
			key,
			(abandoned) => {
				const ends = Promise.withResolvers<string>();
				begun.push({ key, signal: abandoned, ends });
				return ends.promise;
			},
			signal,
		);
	const end = async (at: number, result: string) => {
		begun[at]?.ends.resolve(result);
		await setImmediate();
	};
	const keys = () => begun.map(({ key }) => key);
	return { clock, shared, get, begun, end, keys };
}

afterEach(() => {
	vi.useRealTimers();
});

test("all who ask for the same while it is computed get one result", async () => {
	const { get, keys, end } = given();
	const asked = [get("a"), get("a"), get("b"), get("a")];
	expect(keys()).toEqual(["a", "b"]);
	await end(0, "of a");
	await end(1, "of b");
	expect(await Promise.all(asked)).toEqual(["of a", "of a", "of b", "of a"]);
});

test("a result is kept for a second, and then computed anew when it is asked for", async () => {
	const { clock, get, keys, end } = given();
	const first = get("a");
	await end(0, "old");
	expect(await first).toBe("old");
	clock.now += 999;
	expect(await get("a")).toBe("old");
	clock.now += 1;
	const second = get("a");
	expect(keys()).toEqual(["a", "a"]);
	await end(1, "new");
	expect(await second).toBe("new");
});

test("a result that took long is kept for ten times as long", async () => {
	const { clock, get, keys, end } = given();
	const first = get("a");
	clock.now += 700;
	await end(0, "slow");
	await first;
	clock.now += 6_999;
	expect(await get("a")).toBe("slow");
	clock.now += 1;
	void get("a");
	expect(keys()).toEqual(["a", "a"]);
});

test("a result from the future, on a clock that was set back, is not kept", async () => {
	const { clock, get, keys, end } = given();
	void get("a");
	await end(0, "old");
	clock.now -= 1;
	void get("a");
	expect(keys()).toEqual(["a", "a"]);
});

test("only the newest results are kept", async () => {
	const { get, keys, end } = given({ keptMax: 2 });
	for (const [i, key] of ["a", "b", "c"].entries()) {
		void get(key);
		await end(i, `of ${key}`);
	}
	expect(await Promise.all([get("b"), get("c")])).toEqual(["of b", "of c"]);
	void get("a");
	expect(keys()).toEqual(["a", "b", "c", "a"]);
});

test("a failure is told to all who wait, and is not kept", async () => {
	const { get, keys, begun, end } = given();
	const asked = Promise.allSettled([get("a"), get("a")]);
	begun[0]?.ends.reject(new Error("it broke"));
	expect((await asked).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
	const again = get("a");
	expect(keys()).toEqual(["a", "a"]);
	await end(1, "mended");
	expect(await again).toBe("mended");
});

test("more than may be computed at once wait in line, in order", async () => {
	const { get, keys, end } = given({ atOnceMax: 1 });
	const asked = [get("a"), get("b"), get("c"), get("b")];
	expect(keys()).toEqual(["a"]);
	await end(0, "of a");
	expect(keys()).toEqual(["a", "b"]);
	await end(1, "of b");
	await end(2, "of c");
	expect(await Promise.all(asked)).toEqual(["of a", "of b", "of c", "of b"]);
});

test("more than may wait are refused as unavailable, and those who join are not", async () => {
	const { get, keys, end } = given({ atOnceMax: 1, waitingMax: 1 });
	const asked = [get("a"), get("b")];
	await expect(get("c")).rejects.toMatchObject({ meaning: "unavailable" });
	await expect(get("c")).rejects.toBeInstanceOf(Refusal);
	asked.push(get("a"), get("b"));
	await end(0, "of a");
	await end(1, "of b");
	expect(await Promise.all(asked)).toEqual(["of a", "of b", "of a", "of b"]);
	expect(keys()).toEqual(["a", "b"]);
});

test("who goes away is let go at once, and the others get their result", async () => {
	const { get, begun, end } = given();
	const leaving = new AbortController();
	const stays = get("a");
	const leaves = get("a", leaving.signal);
	leaving.abort(new Error("gone"));
	await expect(leaves).rejects.toThrow("gone");
	expect(begun[0]?.signal.aborted).toBe(false);
	await end(0, "of a");
	expect(await stays).toBe("of a");
});

test("what nobody waits for any more is given up, and its place goes to the next", async () => {
	const { get, begun, keys, end } = given({ atOnceMax: 1 });
	const leaving = new AbortController();
	const leaves = [get("a", leaving.signal), get("a", leaving.signal)];
	const next = get("b");
	leaving.abort(new Error("gone"));
	await Promise.allSettled(leaves);
	expect(begun[0]?.signal.aborted).toBe(true);
	// It has its place until it has noticed.
	expect(keys()).toEqual(["a"]);
	begun[0]?.ends.reject(new Error("given up"));
	await setImmediate();
	expect(keys()).toEqual(["a", "b"]);
	await end(1, "of b");
	expect(await next).toBe("of b");
	const again = get("a");
	await end(2, "of a");
	expect(await again).toBe("of a");
});

test("what nobody waits for any more leaves the line", async () => {
	const { get, keys, end } = given({ atOnceMax: 1, waitingMax: 1 });
	const leaving = new AbortController();
	void get("a");
	const leaves = get("b", leaving.signal);
	leaving.abort(new Error("gone"));
	await expect(leaves).rejects.toThrow("gone");
	const next = get("c");
	await end(0, "of a");
	await end(1, "of c");
	expect(await next).toBe("of c");
	expect(keys()).toEqual(["a", "c"]);
});

test("who is gone before it asks has nothing computed", async () => {
	const { get, keys } = given();
	await expect(get("a", AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
	expect(keys()).toEqual([]);
});

test("once the data have changed, nobody is given what was read before", async () => {
	const { shared, get, keys, end } = given();
	void get("kept");
	await end(0, "old");
	const before = get("a");
	shared.invalidate();
	const after = [get("a"), get("kept")];
	expect(keys()).toEqual(["kept", "a", "a"]);
	await end(1, "of before");
	await end(2, "of after");
	expect(await before).toBe("of before");
	expect(await after[0]).toBe("of after");
	expect(keys()).toEqual(["kept", "a", "a", "kept"]);
	await end(3, "new");
	expect(await after[1]).toBe("new");
	// Neither is kept in place of the newer.
	expect(await get("a")).toBe("of after");
});

test("what waits in line when the data change reads them changed, and may be joined", async () => {
	const { shared, get, keys, end } = given({ atOnceMax: 1 });
	void get("a");
	const waits = get("b");
	shared.invalidate();
	const joins = get("b");
	await end(0, "of a");
	await end(1, "of b");
	expect(await Promise.all([waits, joins])).toEqual(["of b", "of b"]);
	expect(keys()).toEqual(["a", "b"]);
	expect(await get("b")).toBe("of b");
});

test("a stream of changes has it computed for a third of the time at most", async () => {
	const { clock, shared, get, keys, end } = given();
	const first = get("a");
	clock.now += 300;
	await end(0, "first");
	expect(await first).toBe("first");
	for (let passed = 0; passed < 600; passed += 100) {
		shared.invalidate();
		expect(await get("a")).toBe("first");
		clock.now += 100;
	}
	const second = get("a");
	expect(keys()).toEqual(["a", "a"]);
	// The data change while it is computed, too: it is kept as long as if they had changed thereafter.
	shared.invalidate();
	clock.now += 300;
	await end(1, "second");
	expect(await second).toBe("second");
	clock.now += 599;
	expect(await get("a")).toBe("second");
	clock.now += 1;
	void get("a");
	expect(keys()).toEqual(["a", "a", "a"]);
});

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
	const pending = Symbol("pending");
	return (await Promise.race([promise, setImmediate(pending)])) !== pending;
}

test("it is told when nothing is answered any more that was computed of what has changed", async () => {
	const { clock, shared, get, end } = given();
	// Nothing is kept, and nothing is being computed.
	shared.invalidate();
	expect(await isSettled(shared.renewed())).toBe(true);
	vi.useFakeTimers({ toFake: ["setTimeout"] });
	const pass = (ms: number) => {
		clock.now += ms;
		return vi.advanceTimersByTimeAsync(ms);
	};
	const first = get("a");
	await pass(300);
	await end(0, "first");
	expect(await first).toBe("first");
	// Until there is a change, what is kept is as good as new.
	expect(await isSettled(shared.renewed())).toBe(true);
	shared.invalidate();
	const renewed = shared.renewed();
	expect(await isSettled(renewed)).toBe(false);
	await pass(599);
	expect([await get("a"), await isSettled(renewed)]).toEqual(["first", false]);
	await pass(2);
	expect(await isSettled(renewed)).toBe(true);
	const second = get("a");
	await end(1, "second");
	expect(await second).toBe("second");
});

test("what was being computed when the data changed is waited for, and for as long as it is kept", async () => {
	const { clock, shared, get, end } = given();
	vi.useFakeTimers({ toFake: ["setTimeout"] });
	const pass = (ms: number) => {
		clock.now += ms;
		return vi.advanceTimersByTimeAsync(ms);
	};
	const before = get("a");
	await pass(100);
	shared.invalidate();
	const renewed = shared.renewed();
	await pass(10_000);
	expect(await isSettled(renewed)).toBe(false);
	await end(0, "of before");
	expect(await before).toBe("of before");
	await pass(2 * 10_100 - 1);
	expect([await get("a"), await isSettled(renewed)]).toEqual(["of before", false]);
	await pass(2);
	expect(await isSettled(renewed)).toBe(true);
});

test("a clock that was set back has nobody wait for it", async () => {
	const { clock, shared, get, end } = given();
	void get("a");
	clock.now += 300;
	await end(0, "of the future");
	clock.now -= 86_400_000;
	shared.invalidate();
	expect(await isSettled(shared.renewed())).toBe(true);
});
