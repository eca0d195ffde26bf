import type { Finding, Verdict } from "../service/examine/finding.ts";
import { counted } from "../service/examine/words.ts";
import type { Context } from "./context.ts";

const SUBJECT_WIDTH = "migrations".length;
const MARK_WIDTH = "wrong".length;
const INDENT = " ".repeat(MARK_WIDTH + SUBJECT_WIDTH + 4);

/** `openhours doctor`: looks at everything, changes nothing. Returns the exit code: 1 when something is wrong. */
export async function doctor(
	values: { readonly json?: boolean },
	context: Context,
): Promise<number> {
	const findings = await context.examine();
	const count = (verdict: Verdict) => findings.filter((found) => found.verdict === verdict).length;
	context.standardOutput.write(
		values.json === true
			? findings.map((finding) => `${JSON.stringify(finding)}\n`).join("")
			: `${findings.map(describe).join("")}\n${summary(count("wrong"), count("note"))}\n`,
	);
	return count("wrong") > 0 ? 1 : 0;
}

function describe({ verdict, subject, found, remedy }: Finding): string {
	const line = `${verdict.padEnd(MARK_WIDTH)}  ${subject.padEnd(SUBJECT_WIDTH)}  ${indented(found)}\n`;
	return remedy === undefined ? line : `${line}${INDENT}→ ${indented(remedy)}\n`;
}

/** What PGlite says when it cannot start is several lines long. */
function indented(text: string): string {
	return text.replaceAll("\n", `\n${INDENT}`);
}

function summary(wrong: number, notes: number): string {
	const said =
		wrong === 0
			? "Nothing is wrong"
			: `${counted(wrong, "thing")} ${wrong === 1 ? "is" : "are"} wrong`;
	return notes === 0 ? `${said}.` : `${said}; ${counted(notes, "note")}.`;
}
