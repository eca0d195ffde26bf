import { View } from "../../parts/view.tsx";

export default function Store({ storeId }: { readonly storeId: string }) {
	return <View title={storeId}>…</View>;
}
