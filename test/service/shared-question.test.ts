import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sharedQuestion } from "../../src/service/shared-question.ts";

const WAIT_MS = 2_000;

/** A question that is answered by hand. */
function byHand() {
	const asked: PromiseWithResolvers<string>[] = [];
	const ask = sharedQuestion(() => {
		const answer = Promise.withResolvers<string>();
		asked.push(answer);
		return answer.promise;
	}, WAIT_MS);
	return { asked, ask };
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

test("a question is asked once for all who ask at the same time, and anew after that", async () => {
	const { asked, ask } = byHand();
	const first = [ask(), ask(), ask()];
	expect(asked).toHaveLength(1);
	asked[0]?.resolve("one");
	expect(await Promise.all(first)).toEqual(["one", "one", "one"]);
	const second = ask();
	asked[1]?.resolve("two");
	expect(await second).toBe("two");
});

test("a failure is everybody's who asked, and the next may have an answer", async () => {
	const { asked, ask } = byHand();
	const first = Promise.allSettled([ask(), ask()]);
	asked[0]?.reject(new Error("no"));
	expect((await first).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
	const second = ask();
	asked[1]?.resolve("yes");
	expect(await second).toBe("yes");
});

test("nobody waits for long, and what takes longer is not asked again before it ends", async () => {
	const { asked, ask } = byHand();
	for (let i = 0; i < 3; i++) {
		const late = expect(ask()).rejects.toThrow("no answer in time");
		await vi.advanceTimersByTimeAsync(WAIT_MS);
		await late;
	}
	expect(asked).toHaveLength(1);
	const inTime = ask();
	await vi.advanceTimersByTimeAsync(WAIT_MS - 1);
	asked[0]?.resolve("at last");
	expect(await inTime).toBe("at last");
	const late = expect(ask()).rejects.toThrow("no answer in time");
	await vi.advanceTimersByTimeAsync(WAIT_MS);
	await late;
	// Nobody hears this any more.
	asked[1]?.reject(new Error("too late"));
	await vi.advanceTimersByTimeAsync(0);
	expect(asked).toHaveLength(2);
});
