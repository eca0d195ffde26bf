import { expect, test } from "vitest";
import { GroupList } from "../../src/contract/group.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, send } from "./answers.ts";

const NOON = Date.UTC(2023, 0, 25, 12);

describeOnBothEngines("groups over HTTP", (given) => {
	const groups = async () => {
		const app = buildApp(testServices(given.database, NOON));
		return documentOf(await send(app, "GET", "/v1/groups"), 200, GroupList);
	};

	test("are none on an empty server", async () => {
		expect(await groups()).toEqual({ groups: [], stores_in_none: 0 });
	});

	test("are listed byte by byte with how many stores each has, and how many have none", async () => {
		await importLines(given.database, NOON, {
			stores: [
				"store_id,name,group",
				"1,,north",
				"2,,North",
				"3,,Ärger",
				"4,,north",
				"5,Alone,",
				"6,,East",
			],
		});
		expect(await groups()).toEqual({
			groups: [
				{ group: "East", stores: 1 },
				{ group: "North", stores: 1 },
				{ group: "north", stores: 2 },
				{ group: "Ärger", stores: 1 },
			],
			stores_in_none: 1,
		});
	});
});
