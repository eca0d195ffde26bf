import { expect, test } from "vitest";
import { isPublicAddress } from "../../src/service/public-address.ts";

const PUBLIC = ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"];

const NOT_PUBLIC: Readonly<Record<string, readonly string[]>> = {
	"this machine": ["127.0.0.1", "127.255.255.254", "::1", "0.0.0.0", "0.1.2.3", "::"],
	"a private network": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1"],
	"the local link": ["169.254.169.254", "fe80::1", "fe80::1%eth0"],
	"a carrier's network": ["100.64.0.1"],
	"no single receiver": ["224.0.0.1", "255.255.255.255", "ff02::1"],
	"documentation and tests": [
		"192.0.2.1",
		"198.51.100.1",
		"203.0.113.1",
		"198.18.0.1",
		"2001:db8::1",
	],
	"IPv4 in the guise of IPv6": [
		"::ffff:127.0.0.1",
		"::ffff:7f00:1",
		"::127.0.0.1",
		"64:ff9b::127.0.0.1",
		"2002:7f00:1::",
		"2001:0:7f00:1::",
	],
	"nobody, or what is no longer given out": ["fec0::1", "4000::1", "240.0.0.1"],
	"no address": ["", "localhost", "1.2.3.4.5", "example.com"],
};

test.each(PUBLIC)("%s is public", (address) => {
	expect(isPublicAddress(address)).toBe(true);
});

for (const [what, addresses] of Object.entries(NOT_PUBLIC))
	test.each(addresses)(`"%s" is ${what}, and not public`, (address) => {
		expect(isPublicAddress(address)).toBe(false);
	});
