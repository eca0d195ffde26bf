import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** What is computed from polls and hours is kept under this name, and asked for anew when they change. */
export const FLEET = "fleet";

/** While polls stream in, the figures are asked for again this often at most. */
const ASK_EVERY_MS = 2_000;

/** Whether the page is told of changes. */
export type Liveness = "connecting" | "live" | "lost";

/** Has what is shown of the fleet move by itself: whenever the server says that polls or hours came in, it is asked for anew. */
export function useFleetEvents(): Liveness {
	const client = useQueryClient();
	const [liveness, setLiveness] = useState<Liveness>("connecting");
	useEffect(() => {
		const events = new EventSource("/v1/fleet/events");
		let known: string | undefined;
		let waiting: ReturnType<typeof setTimeout> | undefined;
		const ask = () => {
			waiting = undefined;
			void client.invalidateQueries({ queryKey: [FLEET] }, { cancelRefetch: false });
		};
		events.addEventListener("open", () => setLiveness("live"));
		events.addEventListener("error", () => setLiveness("lost"));
		events.addEventListener("fleet", ({ lastEventId }: MessageEvent<string>) => {
			// The first tells what is there already, unless something came in while the connection was lost.
			if (known !== undefined && known !== lastEventId) waiting ??= setTimeout(ask, ASK_EVERY_MS);
			known = lastEventId;
		});
		return () => {
			clearTimeout(waiting);
			events.close();
		};
	}, [client]);
	return liveness;
}
