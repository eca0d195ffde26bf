import { PAGE_PATHS } from "../../src/contract/pages.ts";
import { ButtonLink } from "../parts/button.tsx";
import { View } from "../parts/view.tsx";

export function NotFound() {
	return (
		<View title="There is nothing here" note="The address leads to no view of the dashboard.">
			<p>
				<ButtonLink href={PAGE_PATHS.now}>To what the stores are in now</ButtonLink>
			</p>
		</View>
	);
}
