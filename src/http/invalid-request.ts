import type { FastifyError } from "fastify";
import type { RequestFault } from "../contract/problem.ts";

/** A request that cannot be read, and every place in it where it cannot. */
export class InvalidRequest extends Error {
	override readonly name = "InvalidRequest";
	readonly faults: readonly RequestFault[];

	constructor(faults: readonly RequestFault[]) {
		super("invalid request");
		this.faults = faults;
	}
}

/** What a body or query was found to be wrong with when it was held against its schema. */
export function faultsOf({ validation = [], validationContext }: FastifyError): RequestFault[] {
	return validation.map((fault) => {
		const pointer = `${fault.instancePath}${memberOf(fault)}`;
		const place =
			validationContext === "body" ? { pointer } : { parameter: unescapePointer(pointer.slice(1)) };
		return { ...place, detail: sayFault(fault) };
	});
}

/** A fault that a schema finds. */
type SchemaFault = NonNullable<FastifyError["validation"]>[number];

/** The member that is too much or missing; the schema's complaint is about what it is a member of. */
function memberOf({ params }: SchemaFault): string {
	const member = params.additionalProperty ?? params.missingProperty;
	return typeof member === "string" ? `/${escapePointer(member)}` : "";
}

function sayFault({ keyword, params, message = "is not as it must be" }: SchemaFault): string {
	switch (keyword) {
		case "additionalProperties":
			return "is not known here";
		case "required":
			return "is missing";
		case "enum":
			return `must be one of ${(params.allowedValues as unknown[]).join(", ")}`;
		case "type":
			return `must be of the type ${[params.type].flat().join(" or ")}`;
		default:
			return message.replace(" NOT ", " not ");
	}
}

function escapePointer(member: string): string {
	return member.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescapePointer(member: string): string {
	return member.replaceAll("~1", "/").replaceAll("~0", "~");
}
