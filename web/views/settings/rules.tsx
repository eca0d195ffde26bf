import { useFleetNow } from "../../api/fleet.ts";
import { Answer } from "../../parts/answer.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Nothing } from "../../parts/values.tsx";
import { type Rules as RuleSettings, type RuleWords, ruleWords } from "../../text/rules.ts";

/** The settings that each rule is set by, on the server. */
const SETTINGS: Readonly<Record<keyof RuleSettings, string>> = {
	default_timezone: "OPENHOURS_DEFAULT_TIMEZONE",
	missing_day: "OPENHOURS_MISSING_DAY",
	end_of_day: "OPENHOURS_END_OF_DAY",
	outside_polls: "OPENHOURS_OUTSIDE_POLLS",
	max_gap_ms: "OPENHOURS_MAX_GAP",
};

const COLUMNS: readonly Column<RuleWords>[] = [
	{ key: "title", title: "Rule", isName: true, cell: ({ title }) => title },
	{ key: "value", title: "Set to", cell: ({ value }) => value },
	{ key: "effect", title: "What it does", cell: ({ effect }) => effect },
	{ key: "setting", title: "Setting", cell: ({ rule }) => <code>{SETTINGS[rule]}</code> },
];

/** What the figures go by. */
export function Rules() {
	return (
		<Panel
			title="Rules"
			note="What every figure on this server goes by. Each is a setting of the server: changed there, it holds after a restart, for the past, too. A report can be asked for by other rules."
		>
			<Answer query={useFleetNow()} of="the rules">
				{({ settings, currency }) => (
					<>
						<DataTable
							caption="Rules"
							columns={COLUMNS}
							rows={ruleWords(settings)}
							rowKey={({ rule }) => rule}
						/>
						<p className="muted">
							Amounts are in {currency ?? <Nothing meaning="no currency that is named" />} (
							<code>OPENHOURS_CURRENCY</code>).
						</p>
					</>
				)}
			</Answer>
		</Panel>
	);
}
