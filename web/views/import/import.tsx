import { View } from "../../parts/view.tsx";

export default function Import() {
	return <View title="Import">…</View>;
}
