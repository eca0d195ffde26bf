import { View } from "../../parts/view.tsx";

export function Now() {
	return <View title="Now">…</View>;
}
