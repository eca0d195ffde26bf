import type { PgBoss } from "pg-boss";
import { Refusal } from "../service/refusal.ts";
import type { ReportSchedule, Schedules } from "../service/schedules.ts";
import { SCHEDULED_REPORT } from "./boss.ts";

/** Recurring reports, kept and sent at their times by pg-boss. */
export class BossSchedules implements Schedules {
	readonly #boss: PgBoss;

	constructor(boss: PgBoss) {
		this.#boss = boss;
	}

	async save({ name, cron, timezone, request }: ReportSchedule): Promise<void> {
		await this.#boss.schedule(SCHEDULED_REPORT, cron, request, {
			key: name,
			tz: timezone,
			// What came due while nothing ran is made up for once.
			missed: "once",
		});
	}

	async remove(name: string): Promise<void> {
		await this.#boss.unschedule(SCHEDULED_REPORT, name);
	}

	async list(): Promise<ReportSchedule[]> {
		const schedules = await this.#boss.getSchedules(SCHEDULED_REPORT);
		return schedules.map(({ key, cron, timezone, data }) => ({
			name: key,
			cron,
			timezone,
			request: (data ?? {}) as ReportSchedule["request"],
		}));
	}

	next({ cron, timezone }: Pick<ReportSchedule, "cron" | "timezone">, from: number): number {
		try {
			const [next] = this.#boss.previewSchedule(cron, {
				tz: timezone,
				from: new Date(from),
				count: 1,
			});
			if (next !== undefined) return next.getTime();
		} catch (error) {
			throw new Refusal(
				"invalid",
				`"${cron}" is not a cron expression such as "0 6 * * 1" (minute, hour, day of month, month, day of week)`,
				{ cause: error },
			);
		}
		throw new Refusal("invalid", `"${cron}" never comes due`);
	}
}
