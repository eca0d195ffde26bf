import { View } from "../../parts/view.tsx";

export default function Report({ reportId }: { readonly reportId: string }) {
	return <View title={reportId}>…</View>;
}
