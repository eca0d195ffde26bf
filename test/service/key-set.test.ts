import fc from "fast-check";
import { expect, test } from "vitest";
import { KeySet } from "../../src/service/key-set.ts";

test("keys that were met are counted once each", () => {
	const keys = fc.array(fc.oneof(fc.nat(200), fc.nat(2_147_483_647)), { maxLength: 200 });
	fc.assert(
		fc.property(fc.array(keys, { maxLength: 4 }), (batches) => {
			const set = new KeySet();
			for (const batch of batches) set.add(batch);
			expect(set.size).toBe(new Set(batches.flat()).size);
		}),
	);
});
