// Writes the parts of the documentation that the program itself knows best: between markers in the
// Markdown files, the settings from their schema and the commands from their own help; the API's document,
// docs/openapi.json, from its routes; and from that the types that clients written here go by.
//
//   node scripts/docs.ts           writes them
//   node scripts/docs.ts --check   fails when they are not what is committed, or a link leads nowhere
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import type { Command } from "commander";
import openapiTS, { astToString } from "openapi-typescript";
import { buildProgram } from "../src/cli/program.ts";
import { SETTINGS_SCHEMA } from "../src/config/schema.ts";
import { DEFAULT_SETTINGS } from "../src/config/settings.ts";
import { buildApp } from "../src/http/app.ts";
import type { ServiceContext } from "../src/service/context.ts";

interface Setting {
	readonly description?: string;
	readonly default?: unknown;
	readonly enum?: readonly string[];
}

function settingsTable(): string {
	const rows = Object.entries(SETTINGS_SCHEMA.properties).map(([name, schema]) => {
		const setting = schema as Setting;
		const values = setting.enum === undefined ? "" : ` One of ${setting.enum.join(", ")}.`;
		const fallback = setting.default === undefined ? "" : `\`${String(setting.default)}\``;
		return `| \`${name}\` | ${setting.description}${values} | ${fallback} |`;
	});
	return ["| setting | meaning | default |", "|---|---|---|", ...rows].join("\n");
}

function commandHelp(): string {
	const program = buildProgram({
		version: "",
		zoneDataVersion: "",
		standardInput: new PassThrough(),
		standardOutput: new PassThrough(),
		standardError: new PassThrough(),
		now: () => 0,
		rules: async () => DEFAULT_SETTINGS.rules,
		currency: async () => DEFAULT_SETTINGS.currency,
		openDatabase: async () => unused(),
		openServices: async () => unused(),
		migrate: async () => unused(),
		reportAfterImportMs: async () => undefined,
		examine: async () => unused(),
		startServer: async () => unused(),
		startWorkers: async () => unused(),
		untilAskedToStop: async () => unused(),
	});
	return program.commands
		.flatMap((command) =>
			command.commands.length === 0
				? [helpOf(command, command.name())]
				: command.commands.map((sub) => helpOf(sub, `${command.name()} ${sub.name()}`)),
		)
		.join("\n\n");
}

function helpOf(command: Command, name: string): string {
	const help = command.configureHelp({ helpWidth: 96 }).helpInformation().trim();
	return `## ${name}\n\n\`\`\`\n${help}\n\`\`\``;
}

function unused(): never {
	throw new Error("no command is run to write its help");
}

async function openapiDocument(): Promise<string> {
	const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
	// Routes are only described here, and none is asked: there is nothing behind them.
	const app = buildApp({} as ServiceContext, { version });
	await app.ready();
	const document = JSON.stringify(app.swagger(), null, 1);
	await app.close();
	return `${document}\n`;
}

async function clientTypes(openapi: string): Promise<string> {
	const types = astToString(await openapiTS(openapi));
	return `// Made of docs/openapi.json by npm run docs.\n${types}`;
}

const GENERATED: Readonly<Record<string, () => string>> = {
	settings: settingsTable,
	commands: commandHelp,
};

const MARKED = /(<!-- generated: (\w+) -->\n)[\s\S]*?(\n<!-- end -->)/g;

function renewed(text: string): string {
	return text.replace(MARKED, (_all, begin: string, name: string, end: string) => {
		const generate = GENERATED[name];
		if (generate === undefined) throw new Error(`nothing generates "${name}"`);
		return `${begin}\n${generate()}\n${end}`;
	});
}

/** The relative links of a page that lead to no file. */
function brokenLinks(file: string, text: string): string[] {
	return [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
		.map(([, target]) => target as string)
		.filter((target) => !existsSync(join(dirname(file), target)))
		.map((target) => `${file}: the link to ${target} leads nowhere`);
}

const isCheck = process.argv.includes("--check");
const faults: string[] = [];
for (const file of globSync("{*.md,docs/**/*.md}")) {
	const text = readFileSync(file, "utf8");
	const wanted = renewed(text);
	faults.push(...brokenLinks(file, wanted));
	if (wanted === text) continue;
	if (isCheck) faults.push(`${file}: its generated parts are stale; run npm run docs`);
	else writeFileSync(file, wanted);
}
const document = await openapiDocument();
const GENERATED_FILES = {
	"docs/openapi.json": document,
	"src/contract/api.ts": await clientTypes(document),
};
for (const [file, wanted] of Object.entries(GENERATED_FILES)) {
	const found = existsSync(file) ? readFileSync(file, "utf8") : "";
	if (wanted === found) continue;
	if (isCheck) faults.push(`${file}: is stale; run npm run docs`);
	else writeFileSync(file, wanted);
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
