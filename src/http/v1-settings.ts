import type { FastifyPluginAsync } from "fastify";
import { SET_BY, SettingsDocument } from "../contract/settings.ts";
import type { DurationMs } from "../core/instant.ts";
import type { ServiceContext } from "../service/context.ts";
import { currencyDocument } from "../service/lost-sales-document.ts";
import { settingsDocument } from "../service/report-document.ts";
import { operation } from "./operation.ts";

/** What the settings tell that only the process around the application knows. */
export interface ProcessSettings {
	/** The program's version. */
	readonly version: string;
	/** How long polls are kept; for ever without it. */
	readonly keepPollsMs: DurationMs | undefined;
	/** How many bytes an upload may have. */
	readonly uploadLimitBytes: number;
}

/** What the server goes by. */
export function settingsRoutes(
	context: ServiceContext,
	{ version, keepPollsMs, uploadLimitBytes }: ProcessSettings,
): FastifyPluginAsync {
	return async (app) => {
		app.get(
			"/v1/settings",
			operation({
				id: "getSettings",
				tag: "Server",
				scope: "read",
				summary: "What it goes by",
				description:
					"The settings of this server that change what figures mean, how long things are kept, and what it takes in. They are set in its environment, by the names in `set_by`, and hold from its start on; servers that share a database should have the same ones.",
				answers: { 200: { description: "The settings.", body: SettingsDocument } },
			}),
			async (): Promise<SettingsDocument> => ({
				version,
				timezone_data_version: context.zoneDataVersion,
				database: context.database.kind === "pglite" ? "embedded" : "postgresql",
				rules: settingsDocument(context.rules),
				...currencyDocument(context.currency),
				keep_polls_ms: keepPollsMs ?? null,
				keep_reports_ms: context.keepReportsMs,
				keep_imports_ms: context.imports.keepMs,
				upload_limit_bytes: uploadLimitBytes,
				set_by: SET_BY,
			}),
		);
	};
}
