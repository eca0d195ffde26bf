import { Type } from "typebox";

const MaybeText = (description: string) =>
	Type.Union([Type.String(), Type.Null()], { description });

/** What a store sells in an hour. */
export const SalesPerHour = MaybeText(
	"What it sells in an hour in which it is open, exactly: `123.45`; null when nothing said so.",
);

/** What downtime may have cost. */
export const LostSalesEstimate = (description: string) =>
	MaybeText(
		`${description} An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as \`1234.56\`.`,
	);

/** What the downtime of one store in a range, or a part of one, may have cost. */
export const STORE_LOST_SALES = {
	lost_sales_estimate: LostSalesEstimate(
		"What its downtime may have cost; null when its sales are not given.",
	),
};

/** What the downtime of many stores may have cost, and what that leaves out. */
export const LOST_SALES_SUM = {
	lost_sales_estimate: LostSalesEstimate(
		"What their downtime may have cost; null when the sales of none are given.",
	),
	lost_sales_stores: Type.Integer({
		minimum: 0,
		description:
			"How many of the stores with downtime have their sales given: the estimate is of those alone.",
	}),
	stores_with_downtime: Type.Integer({
		minimum: 0,
		description: "How many of the stores were down at all.",
	}),
};

/** What amounts are in. */
export const CURRENCY = {
	currency: MaybeText(
		"What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say.",
	),
};
