import type { Instant } from "../core/instant.ts";
import type { RequestedFigures } from "../service/figures-plan.ts";
import { FieldReader } from "./field-reader.ts";

/** Over what figures are asked for, as text in a query. */
interface RangeQuery {
	readonly from?: string;
	readonly to?: string;
	readonly as_of?: string;
}

/** Reads over what figures are asked for, and whether the period before is. Refuses what {@link readRange} does. */
export function readComparedRange({
	compare,
	...query
}: RangeQuery & { readonly compare?: "before" }): RequestedFigures {
	return { ...readRange(query), comparesBefore: compare === "before" };
}

/** Reads over what figures are asked for. Refuses a query in which an instant cannot be read. */
export function readRange({ from, to, as_of }: RangeQuery): {
	readonly from?: Instant;
	readonly to?: Instant;
	readonly asOf?: Instant;
} {
	const reader = new FieldReader("parameter");
	const range = {
		...(from !== undefined && { from: reader.instant("from", from) }),
		...(to !== undefined && { to: reader.instant("to", to) }),
		...(as_of !== undefined && { asOf: reader.instant("as_of", as_of) }),
	};
	reader.refuseFaults();
	return range;
}
