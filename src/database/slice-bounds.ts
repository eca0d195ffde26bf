/**
 * Where each of some lists begins and ends when they are sent as one long array, of which every row
 * takes its slice: counted from 1, both ends included, as SQL counts. An empty list ends before it
 * begins.
 */
export function sliceBounds(lengths: readonly number[]): { first: number[]; last: number[] } {
	const first: number[] = [];
	const last: number[] = [];
	let end = 0;
	for (const length of lengths) {
		first.push(end + 1);
		end += length;
		last.push(end);
	}
	return { first, last };
}
