import { View } from "../../parts/view.tsx";

export function SignIn() {
	return <View title="SignIn">…</View>;
}
