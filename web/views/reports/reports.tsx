import { View } from "../../parts/view.tsx";

export default function Reports() {
	return <View title="Reports">…</View>;
}
