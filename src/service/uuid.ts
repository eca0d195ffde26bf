const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether text is a UUID; the database would take anything else for a mistake of ours. */
export function isUuid(text: string): boolean {
	return UUID.test(text);
}
