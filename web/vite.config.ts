import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** What is smaller than this is sent as it is. */
const COMPRESSED_BYTES_MIN = 1_024;

/** Writes each text of the page compressed beside itself, once, so that no server does it again and again. */
function compressed(): Plugin {
	return {
		name: "compressed",
		apply: "build",
		generateBundle: {
			order: "post",
			handler(_options, bundle) {
				for (const { fileName, ...output } of Object.values(bundle)) {
					const source = Buffer.from(output.type === "chunk" ? output.code : output.source);
					if (source.length < COMPRESSED_BYTES_MIN || !/\.(?:js|css|html|svg)$/.test(fileName))
						continue;
					const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
					const texts = {
						br: brotliCompressSync(source, { params }),
						gz: gzipSync(source, { level: 9 }),
					};
					for (const [ending, text] of Object.entries(texts))
						this.emitFile({ type: "asset", fileName: `${fileName}.${ending}`, source: text });
				}
			},
		},
	};
}

export default defineConfig({
	root: import.meta.dirname,
	plugins: [react(), compressed()],
	build: {
		outDir: "../dist/web",
		emptyOutDir: true,
		target: "baseline-widely-available",
		// Everything that a page takes is a file of ours: the policy of its server lets no data: address in.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
	},
	// For work on the page: `npm run web` beside `npm run openhours serve`.
	server: {
		proxy: { "^/(v1|docs|problems|openapi.json)": "http://127.0.0.1:7070" },
	},
});
