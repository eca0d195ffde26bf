import { useEffect, useState } from "react";

/** A value once it has stayed the same for a while; until then, the one before. */
export function useSettled<Value>(value: Value, restMs: number): Value {
	const [settled, setSettled] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(value), restMs);
		return () => clearTimeout(timer);
	}, [value, restMs]);
	return settled;
}
