import type { Database } from "../../src/database/engine/database.ts";

/** The database, whose snapshots wait until they are released. */
export function heldDatabase(database: Database) {
	const gate = Promise.withResolvers<void>();
	let count = 0;
	let arrived = () => {};
	const snapshot: Database["snapshot"] = async (work) => {
		count++;
		arrived();
		await gate.promise;
		return database.snapshot(work);
	};
	return {
		database: new Proxy(database, {
			get(target, name) {
				if (name === "snapshot") return snapshot;
				const value = Reflect.get(target, name, target);
				return typeof value === "function" ? value.bind(target) : value;
			},
		}),
		release: () => gate.resolve(),
		/** How many snapshots were asked for. */
		count: () => count,
		/** Resolves when so many snapshots wait. */
		waiting: async (wanted: number) => {
			while (count < wanted)
				await new Promise<void>((resolve) => {
					arrived = resolve;
				});
		},
	};
}
