// Made of docs/openapi.json by npm run docs.
export interface paths {
    "/trigger_report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a report
         * @description Asks for the last hour, day and week of all stores.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        post: operations["triggerClassicReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get_report/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The report, once it is there
         * @description Says that the report is running or has failed, as JSON, or gives its CSV.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getClassicReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All reports
         * @description Lists reports, those that were asked for last first.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listReports"];
        put?: never;
        /**
         * Ask for a report
         * @description Asks for a report, which is computed in the background. All of the body may be left out, and the body too: that asks for the last hour, day and week of all stores. The report is written down before the answer is sent: it will be computed even if the server stops and is started again.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        post: operations["triggerReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report
         * @description What was asked of it, how far it is, and how it ended. Until it is finished, `Retry-After` says when to ask again, in seconds. Once it is complete, `method` says how its figures came about.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        /**
         * Delete a report
         * @description Deletes a report with its rows, whatever its state.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        delete: operations["deleteReport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{report_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a report
         * @description Stops a report that is not finished. One that is complete or failed stays so.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        post: operations["cancelReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{report_id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report's rows
         * @description The figures of every store, streamed. When something goes wrong half-way, the connection ends without the end of the answer: what has come is not the whole.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getReportRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All schedules
         * @description Lists the reports that recur, the one that comes due next first.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Have a report recur
         * @description Has a report triggered again and again. A schedule of the same name is replaced. What may be asked of each report means what it means for one.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["saveSchedule"];
        post?: never;
        /**
         * Have a report recur no more
         * @description Removes a schedule. Reports that it triggered stay.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        delete: operations["deleteSchedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All webhooks
         * @description Lists those for all reports, then those that single reports were given; the newest first.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Tell an address when reports end
         * @description Adds a webhook for all reports. Messages follow [Standard Webhooks](https://www.standardwebhooks.com), signed with the secret.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        post: operations["addWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Tell an address no more
         * @description Removes a webhook and the messages to it.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a disabled webhook up again
         * @description Messages go to it again, after it was disabled for want of answers.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        post: operations["enableWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent to a webhook
         * @description Lists the messages to a webhook and what became of each, the newest first.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description What there is to know of the API, as OpenAPI 3.1: clients can be generated from it.
         *
         *     Needs no key.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All types of problems
         * @description A page that lists every type of problem that an answer can have.
         *
         *     Needs no key.
         */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{problem}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a type of problem means
         * @description A page that explains a type of problem, and says what to do about it.
         *
         *     Needs no key.
         */
        get: operations["getProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AddedWebhook */
        AddedWebhook: {
            /** Format: uuid */
            webhook_id: string;
            url: string;
            /** @description What messages to it are signed with; shown this once. */
            secret: string;
        };
        /** ClassicReportId */
        ClassicReportId: {
            /** Format: uuid */
            report_id: string;
        };
        /** ClassicReportStatus */
        ClassicReportStatus: {
            /** @enum {unknown} */
            status: "running" | "failed";
            /** @description Why it failed. */
            detail?: string;
        };
        /** Delivery */
        Delivery: {
            /** Format: uuid */
            delivery_id: string;
            /** Format: uuid */
            webhook_id: string;
            url: string;
            /** Format: uuid */
            report_id: string;
            /** @enum {unknown} */
            event: "report.complete" | "report.failed" | "report.cancelled";
            /** @description What is sent, byte for byte. */
            body: string;
            /** @enum {unknown} */
            state: "pending" | "delivered" | "failed";
            attempts: number;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            created_at: string;
            last_attempt_at: string | null;
            next_attempt_at: string | null;
            /** @description The HTTP status of the last answer. */
            last_status: number | null;
            last_error: string | null;
            delivered_at: string | null;
        };
        /** DeliveryList */
        DeliveryList: {
            deliveries: components["schemas"]["Delivery"][];
        };
        /** Figures */
        Figures: {
            /** @description Exact elapsed milliseconds. */
            open_ms: number;
            /** @description Exact elapsed milliseconds. */
            up_ms: number;
            /** @description Exact elapsed milliseconds. */
            down_ms: number;
            /** @description Exact elapsed milliseconds. */
            unknown_ms: number;
            /** @description Cut to three decimals, not rounded. Null when there is nothing to measure. */
            uptime_percent: number | null;
            /** @description Cut to three decimals, not rounded. Null when there is nothing to measure. */
            coverage_percent: number | null;
        };
        /** Method */
        Method: {
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            as_of: string;
            ranges: components["schemas"]["NamedRange"][];
            settings: components["schemas"]["RuleSettings"];
            timezone_data_version: string;
            /**
             * @description Whether all stores were asked for, or only those of a list, or of a group.
             * @enum {unknown}
             */
            selection: "all" | "listed" | "group";
            /** @description The group that was asked for; null for none. */
            group: string | null;
            stores: number;
            stores_with_default_timezone: number;
            stores_with_default_hours: number;
            special_dates: number;
            closures: number;
            newest_poll: string | null;
        };
        /** NamedRange */
        NamedRange: {
            name: string;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            from: string;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            to: string;
        };
        /** OpenApiDocument */
        OpenApiDocument: {
            openapi: string;
            info: {
                title: string;
                version: string;
            };
            paths: {
                [key: string]: unknown;
            };
        };
        /** Problem */
        Problem: {
            /**
             * @description What kind of problem it is; an address on this server that explains it.
             * @enum {unknown}
             */
            type: "/problems/malformed-request" | "/problems/unauthenticated" | "/problems/forbidden" | "/problems/foreign-page" | "/problems/not-found" | "/problems/method-not-allowed" | "/problems/not-acceptable" | "/problems/too-slow" | "/problems/conflict" | "/problems/too-large" | "/problems/unsupported-media-type" | "/problems/range-not-satisfiable" | "/problems/invalid-request" | "/problems/refused" | "/problems/idempotency-key-reused" | "/problems/too-many-requests" | "/problems/headers-too-large" | "/problems/server-mistake" | "/problems/too-many-uploads" | "/problems/unavailable";
            title: string;
            status: number;
            /** @description What is the matter with this request. */
            detail: string;
            /**
             * Format: uuid
             * @description What the server's log knows the request by.
             */
            request_id: string;
            errors?: components["schemas"]["RequestFault"][];
        };
        /** Report */
        Report: {
            /** Format: uuid */
            report_id: string;
            /** @enum {unknown} */
            state: "queued" | "running" | "complete" | "failed" | "cancelled";
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            as_of: string;
            ranges: components["schemas"]["NamedRange"][];
            settings: components["schemas"]["RuleSettings"];
            /** @description The stores that were asked for; null for all, or for those of a group. */
            store_ids: string[] | null;
            /** @description The group whose stores were asked for; null for none. */
            group: string | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            requested_at: string;
            started_at: string | null;
            finished_at: string | null;
            expires_at: string | null;
            /** @description The most tries that any part of it took. */
            attempts: number;
            progress: {
                stores_done: number;
                stores_total: number | null;
                /** @description How long it will still take if it goes on as until now. */
                remaining_ms: number | null;
            };
            failure: string | null;
            method: components["schemas"]["Method"] | null;
        };
        /** ReportRequest */
        ReportRequest: {
            /** @description An instant, ISO 8601 as in 2023-01-25T18:13:22Z; without a zone it is UTC. */
            as_of?: string;
            /** @description In place of the last hour, day and week; each from its beginning to before its end. */
            ranges?: {
                name?: string;
                /** @description An instant, ISO 8601 as in 2023-01-25T18:13:22Z; without a zone it is UTC. */
                from: string;
                /** @description An instant, ISO 8601 as in 2023-01-25T18:13:22Z; without a zone it is UTC. */
                to: string;
            }[];
            /** @description Only these stores; all without it and without a group. */
            store_ids?: string[];
            /** @description Only the stores of this group; goes with no list of stores. */
            group?: string;
            settings?: components["schemas"]["RequestedSettings"];
            webhook?: components["schemas"]["WebhookRequest"];
        };
        /** ReportRows */
        ReportRows: {
            method: components["schemas"]["Method"];
            stores: components["schemas"]["StoreFigures"][];
            fleet: {
                [key: string]: components["schemas"]["Figures"];
            };
        };
        /** ReportsPage */
        ReportsPage: {
            reports: components["schemas"]["Report"][];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
        };
        /** RequestFault */
        RequestFault: {
            /** @description A JSON pointer (RFC 6901) into the body; empty for all of it. */
            pointer?: string;
            /** @description The name of a parameter in the query, or of a header. */
            parameter?: string;
            /** @description What is wrong with it, and what to write instead. */
            detail: string;
        };
        /** RequestedSettings */
        RequestedSettings: {
            /**
             * @description Whether a closing time of 23:59 or 23:59:59 means midnight.
             * @enum {unknown}
             */
            end_of_day?: "midnight" | "literal";
            /**
             * @description What a weekday without rows means for a store that has rows on another.
             * @enum {unknown}
             */
            missing_day?: "open" | "closed";
            /**
             * @description Whether polls outside business hours count.
             * @enum {unknown}
             */
            outside_polls?: "ignore" | "use";
            /** @description How long a poll vouches for the state; null for as long as it takes. */
            max_gap_ms?: number | null;
            /** @description The zone of a store that has none. */
            default_timezone?: string;
        };
        /** RuleSettings */
        RuleSettings: {
            /**
             * @description Whether a closing time of 23:59 or 23:59:59 means midnight.
             * @enum {unknown}
             */
            end_of_day: "midnight" | "literal";
            /**
             * @description What a weekday without rows means for a store that has rows on another.
             * @enum {unknown}
             */
            missing_day: "open" | "closed";
            /**
             * @description Whether polls outside business hours count.
             * @enum {unknown}
             */
            outside_polls: "ignore" | "use";
            /** @description How long a poll vouches for the state; null for as long as it takes. */
            max_gap_ms: number | null;
            /** @description The zone of a store that has none. */
            default_timezone: string;
        };
        /** SavedSchedule */
        SavedSchedule: {
            name: string;
            cron: string;
            timezone: string;
            store_ids: string[] | null;
            group: string | null;
            settings: components["schemas"]["RequestedSettings"];
            webhook: {
                url: string;
            } | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            next_at: string;
            /** @description What messages to its webhook are signed with, when it was made up; shown this once. */
            webhook_secret?: string;
        };
        /** Schedule */
        Schedule: {
            name: string;
            cron: string;
            timezone: string;
            store_ids: string[] | null;
            group: string | null;
            settings: components["schemas"]["RequestedSettings"];
            webhook: {
                url: string;
            } | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            next_at: string;
        };
        /** ScheduleList */
        ScheduleList: {
            schedules: components["schemas"]["Schedule"][];
        };
        /** ScheduleRequest */
        ScheduleRequest: {
            /** @description Minute, hour, day of month, month, day of week: `0 6 * * 1` is Mondays at six. */
            cron: string;
            /** @description The IANA zone of its times; UTC without it. */
            timezone?: string;
            /** @description Only these stores; all without it and without a group. */
            store_ids?: string[];
            /** @description Only the stores of this group; goes with no list of stores. */
            group?: string;
            settings?: components["schemas"]["RequestedSettings"];
            webhook?: components["schemas"]["WebhookRequest"];
        };
        /** StoreFigures */
        StoreFigures: {
            store_id: string;
            figures: {
                [key: string]: components["schemas"]["Figures"];
            };
        };
        /** TriggeredReport */
        TriggeredReport: {
            /** Format: uuid */
            report_id: string;
            /** @enum {unknown} */
            state: "queued" | "running" | "complete" | "failed" | "cancelled";
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            as_of: string;
            ranges: components["schemas"]["NamedRange"][];
            settings: components["schemas"]["RuleSettings"];
            /** @description The stores that were asked for; null for all, or for those of a group. */
            store_ids: string[] | null;
            /** @description The group whose stores were asked for; null for none. */
            group: string | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            requested_at: string;
            started_at: string | null;
            finished_at: string | null;
            expires_at: string | null;
            /** @description The most tries that any part of it took. */
            attempts: number;
            progress: {
                stores_done: number;
                stores_total: number | null;
                /** @description How long it will still take if it goes on as until now. */
                remaining_ms: number | null;
            };
            failure: string | null;
            method: components["schemas"]["Method"] | null;
            /** @description What messages to its webhook are signed with, when it was made up; shown this once. */
            webhook_secret?: string;
        };
        /** Webhook */
        Webhook: {
            /** Format: uuid */
            webhook_id: string;
            url: string;
            /** @description The one report that it is told of; null for all. */
            report_id: string | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            created_at: string;
            disabled_at: string | null;
            disabled_because: string | null;
        };
        /** WebhookList */
        WebhookList: {
            webhooks: components["schemas"]["Webhook"][];
        };
        /** WebhookRequest */
        WebhookRequest: {
            /** @description With http or https. */
            url: string;
            /** @description What to sign with: `whsec_` and a key in base64; made up without it. */
            secret?: string;
        };
    };
    responses: {
        /** @description `conflict`: Not in its present state. */
        conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `forbidden`: The key does not reach as far. `foreign-page`: A page of another site may not ask for this. */
        "forbidden-or-foreign-page": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `foreign-page`: A page of another site may not ask for this. */
        "foreign-page": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid-request`: The request is not as it must be. */
        "invalid-request": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid-request`: The request is not as it must be. `refused`: What is asked for makes no sense. */
        "invalid-request-or-refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `malformed-request`: The request cannot be read. */
        "malformed-request": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not-found`: There is no such thing. */
        "not-found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `server-mistake`: The server made a mistake. */
        "server-mistake": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `too-large`: The body is too large. */
        "too-large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `too-many-requests`: Too many requests. */
        "too-many-requests": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `too-slow`: The request took too long to arrive. */
        "too-slow": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unauthenticated`: A key is needed. */
        unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unavailable`: It cannot be done now. */
        unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported-media-type`: Bodies of this type are not read here. */
        "unsupported-media-type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    triggerClassicReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report's id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassicReportId"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getClassicReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `report_id` that it got when it was asked for.
                 * @example 3bd962d3-3256-4dde-9770-66a77dc74b7b
                 */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report, or how far it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassicReportStatus"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listReports: {
        parameters: {
            query?: {
                state?: "queued" | "running" | "complete" | "failed" | "cancelled";
                /** @description How many at the most. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reports. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportsPage"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    triggerReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "as_of": "2023-01-25T18:00:00Z",
                 *       "ranges": [
                 *         {
                 *           "name": "yesterday",
                 *           "from": "2023-01-24T00:00:00Z",
                 *           "to": "2023-01-25T00:00:00Z"
                 *         }
                 *       ],
                 *       "settings": {
                 *         "max_gap_ms": 7200000
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            /** @description The report as it was accepted. */
            202: {
                headers: {
                    /** @description The address of what was made. */
                    location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggeredReport"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `report_id` that it got when it was asked for.
                 * @example 3bd962d3-3256-4dde-9770-66a77dc74b7b
                 */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report as it is now. */
            200: {
                headers: {
                    /** @description When to ask again, in seconds. */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `report_id` that it got when it was asked for.
                 * @example 3bd962d3-3256-4dde-9770-66a77dc74b7b
                 */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    cancelReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `report_id` that it got when it was asked for.
                 * @example 3bd962d3-3256-4dde-9770-66a77dc74b7b
                 */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report, which is cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            408: components["responses"]["too-slow"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getReportRows: {
        parameters: {
            query?: {
                format?: "csv" | "extended-csv" | "json" | "ndjson";
            };
            header?: never;
            path: {
                /**
                 * @description The `report_id` that it got when it was asked for.
                 * @example 3bd962d3-3256-4dde-9770-66a77dc74b7b
                 */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": components["schemas"]["ReportRows"];
                    "application/x-ndjson": components["schemas"]["StoreFigures"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schedules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleList"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    saveSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Made of letters, digits and `-` `_` `.` `/`, which is written as `%2F`.
                 * @example weekly
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "cron": "0 6 * * 1",
                 *       "timezone": "America/Chicago"
                 *     }
                 */
                "application/json": components["schemas"]["ScheduleRequest"];
            };
        };
        responses: {
            /** @description The schedule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSchedule"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Made of letters, digits and `-` `_` `.` `/`, which is written as `%2F`.
                 * @example weekly
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description How many at the most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    addWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/openhours"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description It is added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedWebhook"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `webhook_id` that it got when it was added.
                 * @example 0d4bd3f1-3a6e-4b51-8c86-53a0b2a1d4c2
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    enableWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `webhook_id` that it got when it was added.
                 * @example 0d4bd3f1-3a6e-4b51-8c86-53a0b2a1d4c2
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is enabled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description How many at the most. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The `webhook_id` that it got when it was added.
                 * @example 0d4bd3f1-3a6e-4b51-8c86-53a0b2a1d4c2
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            400: components["responses"]["malformed-request"];
            403: components["responses"]["foreign-page"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listProblems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["malformed-request"];
            403: components["responses"]["foreign-page"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The last part of a problem's `type`.
                 * @example invalid-request
                 */
                problem: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["malformed-request"];
            403: components["responses"]["foreign-page"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
}
