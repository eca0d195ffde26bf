import type { Currency } from "../core/currency.ts";
import {
	formatLostSales,
	formatSalesPerHour,
	type LostSales,
	type SalesPerHour,
} from "../core/lost-sales.ts";
import { knownLostSales, type LostSalesSum } from "../core/lost-sales-sum.ts";

/** Sales per hour as they go over the wire; null where none are given. */
export function maybeSalesPerHour(perHour: SalesPerHour | null | undefined): string | null {
	return perHour === null || perHour === undefined ? null : formatSalesPerHour(perHour);
}

/** An estimate as it goes over the wire; null where there is none. */
export function maybeLostSales(
	estimate: LostSales | undefined,
	{ digits }: Currency,
): string | null {
	return estimate === undefined ? null : formatLostSales(estimate, digits);
}

/** A sum of estimates as it goes over the wire, with what it leaves out. */
export function lostSalesSumDocument(sum: LostSalesSum, currency: Currency) {
	return {
		lost_sales_estimate: maybeLostSales(knownLostSales(sum), currency),
		lost_sales_stores: sum.storesCounted,
		stores_with_downtime: sum.storesDown,
	};
}

/** What amounts are in, as it goes over the wire. */
export function currencyDocument({ code }: Currency): { currency: string | null } {
	return { currency: code ?? null };
}
