import { type DestinationStream, type Logger, pino } from "pino";

/** The log of a process: never with a key in it. */
export async function makeLogger(level: string): Promise<Logger> {
	return pino({ level, redact: ["req.headers.authorization"] }, await logDestination());
}

/** Readable lines on a terminal, JSON for machines. */
async function logDestination(): Promise<DestinationStream> {
	if (!globalThis.process.stdout.isTTY) return pino.destination({ dest: 1, sync: false });
	const { default: pretty } = await import("pino-pretty");
	return pretty({ ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l" });
}
