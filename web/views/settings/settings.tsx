import { View } from "../../parts/view.tsx";

export default function Settings() {
	return <View title="Settings">…</View>;
}
