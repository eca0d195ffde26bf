/** What amounts of money are written in. */
export interface Currency {
	/** Its code of ISO 4217, such as `USD`; `undefined` when nobody said which it is. */
	readonly code: string | undefined;
	/** How many digits its amounts usually have after the point, 0 to 4. */
	readonly digits: number;
}

/** Amounts of which nobody said what they are in. */
export const UNNAMED_CURRENCY: Currency = { code: undefined, digits: 2 };

/** Reads the code of a currency, such as `USD`, in capitals. `undefined` for anything else. */
export function parseCurrency(text: string): Currency | undefined {
	if (!Intl.supportedValuesOf("currency").includes(text)) return undefined;
	const format = new Intl.NumberFormat("en", { style: "currency", currency: text });
	return { code: text, digits: format.resolvedOptions().maximumFractionDigits as number };
}
