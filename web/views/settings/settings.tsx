import { Tabs } from "../../parts/tabs.tsx";
import { View } from "../../parts/view.tsx";
import { useMay } from "../../state/may.ts";
import { oneOf, useUrlState } from "../../state/url-state.ts";
import { Alerts } from "./alerts.tsx";
import { Keys } from "./keys.tsx";
import { Rules } from "./rules.tsx";
import { Targets } from "./targets.tsx";

const TABS = ["rules", "targets", "alerts", "keys"] as const;

const TAB_WORDS: Readonly<Record<(typeof TABS)[number], string>> = {
	rules: "Rules",
	targets: "Targets",
	alerts: "Alerts",
	keys: "Keys",
};

/** What the server goes by, what uptime is wanted, who is told of outages, and who may use it. */
export default function Settings() {
	const tab = oneOf(TABS, useUrlState().get("tab"));
	const mayAdminister = useMay("admin");
	// Who else has keys is for those to know who make them.
	const offered = TABS.filter((one) => mayAdminister || one !== "keys");
	return (
		<View
			title="Settings"
			controls={
				<Tabs
					label="Settings"
					tabs={offered.map((value) => ({ value, text: TAB_WORDS[value] }))}
					shown={tab}
				/>
			}
		>
			{tab === "rules" && <Rules />}
			{tab === "targets" && <Targets />}
			{tab === "alerts" && <Alerts />}
			{tab === "keys" && <Keys />}
		</View>
	);
}
