import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		// Many wait for processes and databases of theirs: none is kept free for anything else.
		maxWorkers: availableParallelism(),
		reporters: ["default", "./test/left-out-reporter.ts"],
		testTimeout: 120_000,
		hookTimeout: 60_000,
	},
});
