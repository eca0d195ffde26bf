import type { Reporter, TestModule } from "vitest/node";

/**
 * Says at the end, in one line, which tests were left out for want of something on this machine, and
 * how to get it. Tests that need a part name it in their suite's title.
 */
const PARTS = [
	{
		named: /on PostgreSQL/,
		advice:
			"need PostgreSQL: install it (Debian: apt-get install postgresql), start it, and set OPENHOURS_TEST_DATABASE_URL=postgres://user@host:port/database, or run .ci/run",
	},
	{
		named: /in Chromium/,
		advice:
			"need Chromium: install it (Debian: apt-get install chromium) or name it in OPENHOURS_TEST_CHROMIUM, or run .ci/run",
	},
	{
		named: /with curl/,
		advice: "need curl: install it (Debian: apt-get install curl), or run .ci/run",
	},
] as const;

export default class LeftOutReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const skipped = modules
			.flatMap((module) => [...module.children.allTests("skipped")])
			.map((test) => test.fullName);
		for (const { named, advice } of PARTS) {
			const count = skipped.filter((title) => named.test(title)).length;
			if (count > 0) process.stdout.write(`Left out: ${count} tests that ${advice}\n`);
		}
	}
}
