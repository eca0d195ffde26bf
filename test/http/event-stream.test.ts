import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EventStream, eventText, HEARTBEAT_MS } from "../../src/http/event-stream.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const event = (id: string, data = "{}") => eventText({ type: "report", id, data });

test("an event has its type, its id and its data", () => {
	expect(event("running-4", '{"a":1}')).toBe('event: report\nid: running-4\ndata: {"a":1}\n\n');
});

test("a stream says when to connect again, tells, and says that it is alive", async () => {
	const onGone = vi.fn();
	const stream = new EventStream(onGone);
	let came = "";
	stream.setEncoding("utf8").on("data", (text) => {
		came += text;
	});
	stream.tell(event("1"));
	await vi.advanceTimersByTimeAsync(0);
	expect(came).toBe(`retry: 2000\n\n${event("1")}`);
	came = "";
	await vi.advanceTimersByTimeAsync(2 * HEARTBEAT_MS);
	expect(came).toBe(":\n\n:\n\n");
	came = "";
	stream.tell(event("2"));
	stream.end();
	await vi.advanceTimersByTimeAsync(0);
	expect(came).toBe(event("2"));
	expect(stream.readableEnded).toBe(true);
	expect(onGone).toHaveBeenCalledOnce();
	expect(vi.getTimerCount()).toBe(0);
});

test("who takes nothing misses all but the newest, and nothing piles up", async () => {
	const stream = new EventStream(() => {});
	const large = "x".repeat(200_000);
	for (let i = 1; i <= 100; i++) {
		stream.tell(event(String(i), large));
		await vi.advanceTimersByTimeAsync(HEARTBEAT_MS);
	}
	stream.end();
	expect(stream.readableLength).toBeLessThan(2 * event("1", large).length);
	let came = "";
	for await (const text of stream.setEncoding("utf8")) came += text;
	const ids = [...came.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
	expect(ids.at(-1)).toBe("100");
	expect(ids.length).toBeLessThanOrEqual(2);
});

test("a stream whose client is gone lets go of everything", async () => {
	const onGone = vi.fn();
	const stream = new EventStream(onGone);
	stream.tell(event("1"));
	stream.destroy();
	stream.tell(event("2"));
	stream.end();
	await vi.advanceTimersByTimeAsync(HEARTBEAT_MS);
	expect(onGone).toHaveBeenCalledOnce();
	expect(vi.getTimerCount()).toBe(0);
});
