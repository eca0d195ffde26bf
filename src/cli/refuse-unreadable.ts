import { Refusal } from "../service/refusal.ts";
import type { Context } from "./context.ts";
import type { OutputValues } from "./with-fleet-files.ts";

/** Refuses, before anything is read, to show people a form that is bytes and no text. */
export function refuseUnreadable(
	{ format, out }: OutputValues & { readonly format: string },
	{ standardOutput }: Context,
): void {
	if (format === "parquet" && out === undefined && standardOutput.isTTY === true)
		throw new Refusal(
			"invalid",
			"Parquet is not to be read on a terminal: name a file with --out, or lead the output into one with >",
		);
}
