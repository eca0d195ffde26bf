import { View } from "../../parts/view.tsx";

export default function Stores() {
	return <View title="Stores">…</View>;
}
