import type { Documents } from "../../api/client.ts";
import { useSettings } from "../../api/settings.ts";
import { Answer } from "../../parts/answer.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Nothing } from "../../parts/values.tsx";
import { type RuleWords, ruleWords } from "../../text/rules.ts";

type Settings = Documents["Settings"];

function columnsOf(setBy: Settings["set_by"]): readonly Column<RuleWords>[] {
	return [
		{ key: "title", title: "Rule", isName: true, cell: ({ title }) => title },
		{ key: "value", title: "Set to", cell: ({ value }) => value },
		{ key: "effect", title: "What it does", cell: ({ effect }) => effect },
		{ key: "setting", title: "Setting", cell: ({ rule }) => <code>{setBy[rule]}</code> },
	];
}

/** What the figures go by. */
export function Rules() {
	return (
		<Panel
			title="Rules"
			note="What every figure on this server goes by. Each is a setting of the server: changed there, it holds after a restart, for the past, too. A report can be asked for by other rules."
		>
			<Answer query={useSettings()} of="the rules">
				{({ rules, currency, set_by: setBy }) => (
					<>
						<DataTable
							caption="Rules"
							columns={columnsOf(setBy)}
							rows={ruleWords(rules)}
							rowKey={({ rule }) => rule}
						/>
						<p className="muted">
							Amounts are in {currency ?? <Nothing meaning="no currency that is named" />} (
							<code>{setBy.currency}</code>).
						</p>
					</>
				)}
			</Answer>
		</Panel>
	);
}
