const UNIT_BYTES: Readonly<Record<string, number>> = {
	b: 1,
	kb: 1_000,
	mb: 1_000_000,
	gb: 1_000_000_000,
	kib: 1_024,
	mib: 1_048_576,
	gib: 1_073_741_824,
};

const SIZE = /^(\d{1,9}) ?(b|[kmg]i?b)$/;

/**
 * Reads a positive number of bytes with its unit: `512MB`, `2GB`, `64KiB`. Units with an `i` count in
 * 1,024, the others in 1,000.
 *
 * Returns `undefined` for anything else, a number without a unit too: nobody could tell what it counts.
 */
export function parseByteSize(text: string): number | undefined {
	const [, count, unit] = SIZE.exec(text.trim().toLowerCase()) ?? [];
	if (count === undefined || unit === undefined) return undefined;
	const bytes = Number(count) * (UNIT_BYTES[unit] as number);
	return bytes > 0 ? bytes : undefined;
}

const WRITTEN_UNITS = ["GB", "GiB", "MB", "MiB", "KB", "KiB"] as const;

/**
 * Writes a number of bytes in the largest unit in which it is whole.
 *
 * Law: `parseByteSize` reads it back, as long as the number has nine digits at most.
 */
export function formatByteSize(bytes: number): string {
	const unit = WRITTEN_UNITS.find((one) => bytes % (UNIT_BYTES[one.toLowerCase()] as number) === 0);
	if (unit === undefined || bytes === 0) return `${bytes} B`;
	return `${bytes / (UNIT_BYTES[unit.toLowerCase()] as number)} ${unit}`;
}
