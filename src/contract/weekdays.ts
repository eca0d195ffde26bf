/** What the weekdays are called that go over the wire by their numbers: 0 is Monday. */
export const WEEKDAY_NAMES = [
	"Monday",
	"Tuesday",
	"Wednesday",
	"Thursday",
	"Friday",
	"Saturday",
	"Sunday",
] as const;
