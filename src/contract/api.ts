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
    "/v1/fleet/now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many stores are in which state
         * @description Counts the stores by what they are in as of the newest poll of any. It may be a moment old: `computed_at` says when it was read.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getFleetNow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/uptime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All stores' figures together
         * @description How the business hours of all stores that were polled by as of split over a range of up to 92 days, the last week without one: sums over the stores, so weighed by time. Parts are by each store's own calendar: a day is its local date, wherever it is. By hour a range may have 31 days. As CSV a part is a row, and the whole range where it is not cut; `compare` is for JSON. It takes a second or more for a large fleet, is shared by all who ask for the same, and may be a moment old: `computed_at` says when it began to be read.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getFleetUptime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All groups
         * @description Lists the groups that stores are in, with how many stores each has, and how many are in none; those that were never polled count, too.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Some stores' figures, day by day
         * @description The figures of up to 100 stores on each of their last local days, in the order in which they were asked for: what a store's uptime by day says of the same time. The day on which as of lies is the last one, as far as it has passed. A store that was never polled has figures, too: all of its business hours are unknown. Of an id that no store has, it says so.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getFleetDays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When there is something new
         * @description Server-sent events: an event `fleet` at once and whenever data have changed that states of stores are computed from: polls (also late ones), business hours and special hours, zones, closures, what is said of stores. It does not matter through which server or command they came in. Twice a second at most; there is none while nothing changes.
         *
         *     Its data are one line of JSON: `newest_poll`, the newest poll of any store, or null; `change`, another text after each change; `seen_at`, the server's clock when the change was noticed. What stores are in (`/v1/fleet/now`, `/v1/stores`) has the change in it when it is asked for after the event; figures over a range do when their `computed_at` is not before `seen_at`.
         *
         *     The stream goes on until the server stops. Browsers then connect again by themselves, and are told nothing at first when nothing has changed since the event whose `id` is their `Last-Event-ID`. A comment comes every 15 seconds, so that nothing in between takes the connection for dead.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["followFleet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All stores
         * @description Lists stores with what they are in as of the newest poll of any. It may be a moment old: `computed_at` says when it was read. Pages go on from the place where the one before ended, whatever becomes of the stores in between.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listStores"];
        /**
         * Names, groups, cities and sales of many stores
         * @description Replaces what people call the stores that are named, and their groups. Null says that there is none; what is left out stays.
         *
         *     The body is CSV with a header, a JSON array of objects, or such an object a line; gzip is unpacked, with `Content-Encoding` or without. It is answered once all of it is kept. Rows that cannot be read are left out, and told: the first 100 of them in the answer. Sending the same again changes nothing.
         *
         *     In JSON, ids are text: numbers lose digits. Null is an empty cell, and a field that is not known leaves its row out. The columns' other names, as files have them, are understood too.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["importStores"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A store
         * @description One store with what it is in as of the newest poll of any store, and what there is of its business hours.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getStore"];
        /**
         * Set a store's name, group, city and sales
         * @description Replaces what is given; null is none. A city and sales that are left out stay what they are. A store that is not known yet is made.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["putStore"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/uptime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A store's figures
         * @description How its business hours split over a range, the last week without one, and over its parts by the store's own calendar. An hour that the clocks repeat is two parts, one that they skip is none. By hour a range may have 31 days, by day 1,096, and 3,660 otherwise. `lost_sales_estimate` is downtime by the sales per hour of the store. As CSV a part is a row, and the whole range where it is not cut; `compare` is for JSON.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getStoreUptime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a store was in
         * @description A range of up to 92 days, the last week without one, as segments to draw: each in one state, closed time too. As CSV a segment is a row.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getStoreTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When in the week a store was down
         * @description Its business hours over a range of up to 366 days, the last four weeks without one, by the weekday and hour that its clock showed, and the peaks among them. An hour that the clocks repeat counts twice in one cell, one that they skip not at all. Of a cell with less than 30 minutes of known time it is never said that it is the peak. As CSV a cell is a row, and no peaks are named.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getStorePeaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When in the week stores were down
         * @description The sums of the peaks of all stores that were polled by as of, each by its own clock, over a range of up to 92 days, the last four weeks without one. As CSV a cell is a row, and no peaks are named. It takes a second or more for a large fleet, is shared by all who ask for the same, and may be a moment old: `computed_at` says when it began to be read.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getFleetPeaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All stores' figures, from the worst to the best
         * @description The figures of each store that was polled by as of, or of each of a group, over a range of up to 92 days, the last week without one, in an order; and in `fleet` those of all of them together. Pages are as of the instant of the first; as CSV, all of them come in one file. It takes a second or more for a large fleet, is shared by all who ask for the same range, and may be a moment old: `computed_at` says when it began to be read.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listFleetStores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All groups' figures
         * @description The figures of the stores of each group together, of those that were polled by as of, over a range of up to 92 days, the last week without one: sums, so weighed by time. The stores that are in no group are one, too; so the groups add up to `fleet`, exactly. Pages are as of the instant of the first; as CSV, all of them come in one file. It takes a second or more for a large fleet, is shared by all who ask for the same range, and may be a moment old: `computed_at` says when it began to be read.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listFleetGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A store's outages
         * @description The outages of one store that have downtime in a range of up to 366 days, the last week without one. Closed time does not end an outage; a poll that counts and found the store active does, and so does open time of which nothing is known. From the beginning of the range to as of there may be 3,660 days. As CSV an outage is a row.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listStoreOutages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All stores' outages
         * @description The outages of all stores that were polled by as of, or of those of a group, that have downtime in a range of up to 31 days, the last week without one. `summary` is over all that match, on all pages; `figures` are those of the stores. Pages are as of the instant of the first. From the beginning of the range to as of there may be 92 days. It takes a second or more for a large fleet, is shared by all who ask for the same range, and may be a moment old: `computed_at` says when it began to be read.
         *
         *     As CSV or Parquet, as `Accept` says or `format`, all that match come at once, in the order of `sort`; `limit` and `cursor` are for JSON. The file is made anew each time: it has no `ETag` and comes in no parts. When something goes wrong half-way, the connection ends without the end of the answer.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listOutages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All targets
         * @description Lists the targets that were set: the fleet's, then those of groups by their names, then those of stores by their ids.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listTargets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets/fleet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the fleet's target
         * @description Every group and store without a target of its own is measured by it. One that is there is replaced.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["putFleetTarget"];
        post?: never;
        /**
         * Delete the fleet's target
         * @description Those of groups and stores stay.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        delete: operations["deleteFleetTarget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a group's target
         * @description The group is measured by it as one whole, and so is each of its stores without a target of its own. A group need not have any store yet. One that is there is replaced.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["putGroupTarget"];
        post?: never;
        /**
         * Delete a group's target
         * @description It is then measured by the fleet's.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        delete: operations["deleteGroupTarget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets/stores/{store_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a store's target
         * @description It goes before its group's and the fleet's. One that is there is replaced. A store that is not known yet is made.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["putStoreTarget"];
        post?: never;
        /**
         * Delete a store's target
         * @description It is then measured by its group's, or by the fleet's.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        delete: operations["deleteStoreTarget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who misses the target, and how much downtime is left
         * @description Holds a month against the targets: of each store by its own calendar, of a group and of the fleet as one whole, the sums of their stores. Stores are measured by their own target, else by their group's, else by the fleet's; groups by their own, else by the fleet's. Those without any are not listed. Pages are as of the instant of the first; as CSV, all stores come in one file, without their groups and the fleet. It takes a second or more for a large fleet, is shared by all who ask for the same month, and may be a moment old: `computed_at` says when it began to be read.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getTargetStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/target": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A store, held against its target
         * @description A month of its own calendar, and how much downtime it can still have with its target met at the end of it. The figures of the month are there without a target, too.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getStoreTarget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/business-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A store's business hours
         * @description The openings of every week, and from when on each is valid. While a store has none, it is always open.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getBusinessHours"];
        /**
         * Set a store's business hours
         * @description Replaces them as a whole, from the first date on that is named; those of earlier dates stay. An empty array removes them, and the store is always open. A store that is not known yet is made.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["putBusinessHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/special-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A store's hours of single dates
         * @description What holds on single dates instead of the business hours.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getSpecialHours"];
        /**
         * Set a store's hours of single dates
         * @description Replaces them as a whole, on all dates; an empty array removes them. A store that is not known yet is made.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["putSpecialHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A store's planned closures
         * @description Those that it has of its own; those of all stores hold for it, too.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getStoreClosures"];
        /**
         * Set a store's planned closures
         * @description Replaces those that it has of its own, as a whole; an empty array removes them. One that was there stays the same closure. A store that is not known yet is made.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["putStoreClosures"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store_id}/timezone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A store's time zone
         * @description The zone that it is in, and those that it comes into on later dates.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getTimezone"];
        /**
         * Set a store's time zone
         * @description Null puts it back into the default zone. What was said of later dates is removed; zones of earlier ones stay. A store that is not known yet is made.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["putTimezone"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All planned closures
         * @description Lists planned closures of all stores and of single ones, past and to come, in the order in which they were entered.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listClosures"];
        /**
         * Planned closures of many stores, or of all
         * @description Adds planned closures, `*` for all stores. One with the same store, beginning and end takes the new reason.
         *
         *     The body is CSV with a header, a JSON array of objects, or such an object a line; gzip is unpacked, with `Content-Encoding` or without. It is answered once all of it is kept. Rows that cannot be read are left out, and told: the first 100 of them in the answer. Sending the same again changes nothing.
         *
         *     In JSON, ids are text: numbers lose digits. Null is an empty cell, and a field that is not known leaves its row out. The columns' other names, as files have them, are understood too.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["importClosures"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{closure_id}": {
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
         * Delete a planned closure
         * @description That time is business time again, in every figure from now on.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        delete: operations["deleteClosure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/polls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send polls
         * @description Polls are added to what is there; at an instant at which there is one of the store already, the new one wins, and so does the later row of two.
         *
         *     The body is CSV with a header, a JSON array of objects, or such an object a line; gzip is unpacked, with `Content-Encoding` or without. It is answered once all of it is kept. Rows that cannot be read are left out, and told: the first 100 of them in the answer. Sending the same again changes nothing.
         *
         *     In JSON, ids are text: numbers lose digits. Null is an empty cell, and a field that is not known leaves its row out. The columns' other names, as files have them, are understood too.
         *
         *     It is taken in as it comes, in parts of some hundred thousand rows, and may have as many bytes as `OPENHOURS_UPLOAD_LIMIT` says. When it breaks off half-way, what was taken in until then stays: send all of it again.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        post: operations["importPolls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/business-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Business hours of many stores
         * @description Replaces the business hours of every store that is named, as a whole; those of others stay. With dates, in rows or in the query, it replaces only what is known of a store from the first date on that is named for it: what is known of earlier ones stays, and so do figures of that time.
         *
         *     The body is CSV with a header, a JSON array of objects, or such an object a line; gzip is unpacked, with `Content-Encoding` or without. It is answered once all of it is kept. Rows that cannot be read are left out, and told: the first 100 of them in the answer. Sending the same again changes nothing.
         *
         *     In JSON, ids are text: numbers lose digits. Null is an empty cell, and a field that is not known leaves its row out. The columns' other names, as files have them, are understood too.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["importBusinessHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/timezones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Time zones of many stores
         * @description Replaces the zone of every store that is named; those of others stay. With dates, in rows or in the query, it replaces only what is known of a store from the first date on that is named for it: what is known of earlier ones stays, and so do figures of that time.
         *
         *     The body is CSV with a header, a JSON array of objects, or such an object a line; gzip is unpacked, with `Content-Encoding` or without. It is answered once all of it is kept. Rows that cannot be read are left out, and told: the first 100 of them in the answer. Sending the same again changes nothing.
         *
         *     In JSON, ids are text: numbers lose digits. Null is an empty cell, and a field that is not known leaves its row out. The columns' other names, as files have them, are understood too.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["importTimezones"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/special-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hours of single dates, of many stores
         * @description Replaces what was said of every store and date that is named; other dates of the same store stay. A row with no times says that the store is closed.
         *
         *     The body is CSV with a header, a JSON array of objects, or such an object a line; gzip is unpacked, with `Content-Encoding` or without. It is answered once all of it is kept. Rows that cannot be read are left out, and told: the first 100 of them in the answer. Sending the same again changes nothing.
         *
         *     In JSON, ids are text: numbers lose digits. Null is an empty cell, and a field that is not known leaves its row out. The columns' other names, as files have them, are understood too.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        put: operations["importSpecialHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All imports
         * @description Lists imports, those that were begun last first. They are listed for `OPENHOURS_KEEP_IMPORTS`, seven days without that.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An import
         * @description How far an import is, or how it ended, with the first 100 rows that were left out. Its counts are of what is committed. One whose process ended before it did has failed, too, as soon as that is noticed.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows that were left out
         * @description The rows of an import that were left out, the first 100,000 of them, as CSV, JSON or NDJSON, as `Accept` says or `format`; CSV without both. `rejects_kept` of the import says how many there are here, and `rejected` how many in all.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getImportRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Load the sample fleet
         * @description Makes a fleet of 200 stores with two weeks of polls up to the last whole hour, and takes it in as a whole or not at all: for a server of which no store or planned closure is known yet (`total` of `/v1/fleet/now` is 0). Else, and when another load is done first, it is a conflict.
         *
         *     Needs a key with the scope `admin`, where keys are in use.
         */
        post: operations["loadSample"];
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
         *     With an `Idempotency-Key`, the request may be sent again, for 24 hours and as often as need be: the report of the first is the answer, as it is by then. A secret that was made up for its webhook is not told again.
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
         * @description The figures of every store, streamed as CSV, JSON, NDJSON or Parquet, as `Accept` says or `format`; CSV without both. When something goes wrong half-way, the connection ends without the end of the answer: what has come is not the whole.
         *
         *     These files never change: they have an `ETag`, and parts of them can be asked for with `Range`, so that a download can be taken up where it broke off.
         *
         *     With any of the other parameters, a page of the stores comes instead, as JSON: those that pass every condition, in the order of `sort`. A page has the figures of 20,000 stores and ranges at the most, whatever `limit` says: of a report with many ranges, fewer stores come at once.
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
    "/v1/reports/{report_id}/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report's outages
         * @description The outages that a report found, where it was asked for them with `include`: of its stores, over the whole span of its ranges, from the earliest beginning to the latest end. They are fixed as its rows are, whatever comes in later; names, groups and zones are those of then. `summary` is over all that match, on all pages; `figures` are those of the stores over the span.
         *
         *     As CSV or Parquet, as `Accept` says or `format`, all that match come at once, in the order of `sort`; `limit` and `cursor` are for JSON. A report with more than 500,000 outages gives them as a file in the order of `store_id`, and those of one store in every form. When something goes wrong half-way, the connection ends without the end of the answer.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listReportOutages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{report_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report's progress, as it goes
         * @description Server-sent events: an event `report`, with the report as its data, at once and whenever the report has changed, twice a second at most. What it still takes (`remaining_ms`) is no change by itself. The stream ends when the report is finished, or deleted.
         *
         *     Browsers then connect again by themselves; with the `id` of the last event of a finished report as `Last-Event-ID` the answer is `204`, at which they stop. Other clients close when `state` is neither `queued` nor `running`. A comment comes every 15 seconds, so that nothing in between takes the connection for dead.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["followReport"];
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
         * @description Lists those for all reports, then those that single reports were given, then those of alerts; the newest first.
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
         * @description Removes a webhook and the messages to it; with that of an alert, the alert, too.
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
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All alerts
         * @description Lists the alerts, the newest first.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["listAlerts"];
        put?: never;
        /**
         * Tell an address when stores are down
         * @description Adds an alert with a webhook of its own: it is told when a store is down for long inside business hours, once for each outage, and when it is up again. What is down already is told within a minute. Messages follow [Standard Webhooks](https://www.standardwebhooks.com), signed with the secret.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        post: operations["addAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{alert_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One alert
         * @description An alert with its conditions, and as of when it was evaluated last.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        /**
         * Tell an address no more
         * @description Removes an alert, its webhook and the messages to it.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        delete: operations["deleteAlert"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{alert_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message to see it arrive
         * @description Sends a message of type `alert.test`. What became of it is among the deliveries of the alert's webhook.
         *
         *     Needs a key with the scope `write` or above, where keys are in use.
         */
        post: operations["testAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All keys
         * @description Lists keys, those that were made last first; those that were revoked or expired stay in it.
         *
         *     Needs a key with the scope `admin`, where keys are in use.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description Makes a key. The key itself is answered this once, and kept nowhere. From the first key on, a server that was open to its own machine asks for one: make one with the scope `admin` first.
         *
         *     Needs a key with the scope `admin`, where keys are in use.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key_id}": {
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
         * Revoke a key
         * @description The key is good for nothing from the next request on, for good.
         *
         *     Needs a key with the scope `admin`, where keys are in use.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who the caller is
         * @description Who the caller is, and what they may do: as the one who is signed in, with a key, or without either. A session that has ended is the same as none, and its cookie is cleared.
         *
         *     Needs no key.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in
         * @description Begins a session that stands for a key, for 30 days, or until the key expires if that is sooner. The browser gets a cookie with a token of its own, which no script can read, and sends it by itself from then on. It takes the place of the key in every operation; where `Authorization` is sent too, that counts. A session that the browser had before ends.
         *
         *     The cookie is for the pages of this server: a request with it that is not `GET` or `HEAD` must say that it comes from one, as browsers do (`Origin`, `Sec-Fetch-Site`). Programs send their key.
         *
         *     Needs no key.
         */
        post: operations["createSession"];
        /**
         * Sign out
         * @description Ends the session of the caller's cookie, if there is one, and clears the cookie.
         *
         *     Needs no key.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What it goes by
         * @description The settings of this server that change what figures mean, how long things are kept, and what it takes in. They are set in its environment, by the names in `set_by`, and hold from its start on; servers that share a database should have the same ones.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether it is alive
         * @description Answers as long as the process does anything at all, and looks at nothing else: one that does not answer should be started again.
         *
         *     Needs no key.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether it can work
         * @description Looks at what is needed, for two seconds at most: one that is not ready should be sent no requests. Starting it again would not help.
         *
         *     Needs no key.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What there is to count
         * @description Counts and durations for Prometheus, in its text format 0.0.4. What is read from the database holds for all processes; all else is this one's. What cannot be had in two seconds is left out, and `openhours_part_available` says so.
         *
         *     Needs a key with the scope `read` or above, where keys are in use.
         */
        get: operations["getMetrics"];
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
        /** AddedAlert */
        AddedAlert: {
            /** Format: uuid */
            alert_id: string;
            /**
             * Format: uuid
             * @description The webhook that its messages go to: what became of them is listed there.
             */
            webhook_id: string;
            url: string;
            /** @description Only the stores of this group; null for all. */
            group: string | null;
            /** @description How long a store is down before it is told, in milliseconds of business hours; 15 minutes without it. */
            down_for_ms: number;
            /** @description So long before a store closes it is not told that it is down; 0 for never. 30 minutes without it. */
            quiet_before_closing_ms: number;
            /** @description More messages than that in an hour become one summary; 20 without it. */
            messages_per_hour: number;
            /** @description How old the newest poll of all is when it is told that none come in; null for no such message. 2 hours without it. */
            polls_stopped_after_ms: number | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            created_at: string;
            /** @description As of when it was evaluated last; null when it was not yet. */
            as_of: string | null;
            /** @description Whether no polls come in; then it tells nothing of stores. */
            polls_stopped: boolean;
            /** @description Since when its webhook is told nothing. */
            disabled_at: string | null;
            /** @description Why its webhook is told nothing. */
            disabled_because: string | null;
            /** @description What messages are signed with; shown this once. */
            secret: string;
        };
        /** AddedWebhook */
        AddedWebhook: {
            /** Format: uuid */
            webhook_id: string;
            url: string;
            /** @description What messages to it are signed with; shown this once. */
            secret: string;
        };
        /** Alert */
        Alert: {
            /** Format: uuid */
            alert_id: string;
            /**
             * Format: uuid
             * @description The webhook that its messages go to: what became of them is listed there.
             */
            webhook_id: string;
            url: string;
            /** @description Only the stores of this group; null for all. */
            group: string | null;
            /** @description How long a store is down before it is told, in milliseconds of business hours; 15 minutes without it. */
            down_for_ms: number;
            /** @description So long before a store closes it is not told that it is down; 0 for never. 30 minutes without it. */
            quiet_before_closing_ms: number;
            /** @description More messages than that in an hour become one summary; 20 without it. */
            messages_per_hour: number;
            /** @description How old the newest poll of all is when it is told that none come in; null for no such message. 2 hours without it. */
            polls_stopped_after_ms: number | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            created_at: string;
            /** @description As of when it was evaluated last; null when it was not yet. */
            as_of: string | null;
            /** @description Whether no polls come in; then it tells nothing of stores. */
            polls_stopped: boolean;
            /** @description Since when its webhook is told nothing. */
            disabled_at: string | null;
            /** @description Why its webhook is told nothing. */
            disabled_because: string | null;
        };
        /** AlertList */
        AlertList: {
            alerts: components["schemas"]["Alert"][];
        };
        /** AlertRequest */
        AlertRequest: {
            /** @description With http or https. */
            url: string;
            /** @description What to sign with: `whsec_` and a key in base64; made up without it. */
            secret?: string;
            /** @description How long a store is down before it is told, in milliseconds of business hours; 15 minutes without it. */
            down_for_ms?: number;
            /** @description Only the stores of this group; null for all, as without it. */
            group?: string | null;
            /** @description So long before a store closes it is not told that it is down; 0 for never. 30 minutes without it. */
            quiet_before_closing_ms?: number;
            /** @description More messages than that in an hour become one summary; 20 without it. */
            messages_per_hour?: number;
            /** @description How old the newest poll of all is when it is told that none come in; null for no such message. 2 hours without it. */
            polls_stopped_after_ms?: number | null;
        };
        /** AlertTest */
        AlertTest: {
            /**
             * Format: uuid
             * @description By which the message is found among the deliveries of the webhook.
             */
            delivery_id: string;
        };
        /** BusinessHoursRow */
        BusinessHoursRow: {
            /** @description The store's id: text, never a number. */
            store_id: string;
            /** @description 0 for Monday to 6 for Sunday: the local day on which it opens. */
            day_of_week: number;
            /** @description Local wall time, 00:00 to 23:59:59, such as 09:30 or 09:30:00. */
            start_time_local: string;
            /** @description Local wall time, 00:00 to 24:00; not after the start means on the next day, such as 09:30 or 09:30:00. */
            end_time_local: string;
            /** @description The local date from which on this is valid, such as 2026-03-01. Null, or left out: from the date in the query, and from the beginning where there is none. */
            valid_from?: string | null;
        };
        /** ChangeException */
        ChangeException: {
            store_id: string;
            /** @description The local date from which on it is valid. */
            valid_from: string;
            /** @enum {unknown} */
            what: "business_hours" | "timezone";
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
        /** Closure */
        Closure: {
            closure_id: string;
            /** @description The store; null for all stores. */
            store_id: string | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            from_utc: string;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            to_utc: string;
            /** @description Empty where none was given. */
            reason: string;
            /** @description Who entered it; null where that is not known. */
            author: string | null;
        };
        /** ClosureException */
        ClosureException: {
            /** @description Null for all stores. */
            store_id: string | null;
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
            /** @description Empty where none was given. */
            reason: string;
            /** @description Who entered it; null where that is not known. */
            author: string | null;
        };
        /** ClosureRow */
        ClosureRow: {
            /** @description The store's id, or `*` for all stores. */
            store_id: string;
            /** @description When it begins, such as 2023-01-22T12:09:39Z; without a zone, UTC. */
            from_utc: string;
            /** @description When it ends, such as 2023-01-22T12:09:39Z; without a zone, UTC. */
            to_utc: string;
            /** @description Why; for people. */
            reason?: string | null;
            /** @description Who entered it; for people. Without it, the name of the key that it is sent with, if there is one. */
            author?: string | null;
        };
        /** ClosuresPage */
        ClosuresPage: {
            closures: components["schemas"]["Closure"][];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
        };
        /** CreatedKey */
        CreatedKey: {
            /** @description The public part of the key, by which lists and logs name it. */
            key_id: string;
            /** @description Who uses it; no two keys have one name, unless they are revoked. */
            name: string;
            /**
             * @description What it is good for: `read` looks, `write` also changes data and asks for reports, `admin` also makes and revokes keys.
             * @enum {unknown}
             */
            scope: "read" | "write" | "admin";
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            created_at: string;
            /** @description From when on it is good for nothing; null for never. */
            expires_at: string | null;
            revoked_at: string | null;
            /** @description When a request came with it, to a minute or so; null for never. */
            last_used_at: string | null;
            /** @description What to send as `Authorization: Bearer …`; shown this once, and kept nowhere. */
            key: string;
        };
        /** Delivery */
        Delivery: {
            /** Format: uuid */
            delivery_id: string;
            /** Format: uuid */
            webhook_id: string;
            url: string;
            /** @description The report that it is about; null for a message of an alert. */
            report_id: string | null;
            /** @description The alert that the webhook belongs to; null for reports. */
            alert_id: string | null;
            /** @enum {unknown} */
            event: "report.complete" | "report.failed" | "report.cancelled" | "store.down" | "store.up" | "store.unknown" | "alert.summary" | "polls.stopped" | "polls.resumed" | "alert.test";
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
        /** DescribedStore */
        DescribedStore: {
            store_id: string;
            /** @description What people call it. */
            name: string | null;
            /** @description The one group that it is in. */
            group: string | null;
            /** @description The city that it is in. */
            city: string | null;
            /** @description What it sells in an hour in which it is open, exactly: `123.45`; null when nothing said so. */
            sales_per_hour: string | null;
            /** @description Its own IANA zone as of now; null when it is in the default one. */
            timezone: string | null;
            state: components["schemas"]["StoreState"];
            /** @description When it came into its state. Closed time does not end an outage, nor a stretch of `up` or `unknown`. Null when nothing was ever known of an `unknown` store, when a `closed` one was not open for a year and, in lists, when one is `up` for over 8 days. */
            since: string | null;
            /** @description The outage so far, in milliseconds of business hours; null unless it is `down`. */
            down_ms: number | null;
            /** @description What the outage so far may have cost; null unless it is `down` and its sales are given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description When a `closed` store opens next; null when it does not within 30 days, and unless it is `closed`. */
            opens_at: string | null;
            /** @description Null when it was never polled. */
            first_poll_at: string | null;
            /** @description Null when it was never polled. */
            last_poll_at: string | null;
            /** @description Whether it has any as of now. Without any it is always open. */
            has_business_hours: boolean;
            /** @description The dates on which its business hours or its zone change, past and to come, in order. */
            changes: components["schemas"]["ScheduleChange"][];
            /** @description How many dates have hours of their own. */
            special_dates: number;
            /** @description Planned closures of this store alone. */
            closures: number;
            /** @description Planned closures of all stores. */
            closures_of_all: number;
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            as_of: string;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
            settings: components["schemas"]["RuleSettings"];
        };
        /** DownCount */
        DownCount: {
            stores: number;
            /** @description Since when the one is in it that has been for longest, of those of which that is known. */
            earliest_since: string | null;
            /** @description Since when the one is in it that came into it last. */
            latest_since: string | null;
            /** @description What their outages so far may have cost; null when the sales of none are given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description How many of them have their sales given: the estimate is of those alone. */
            lost_sales_stores: number;
        };
        /** Exceptions */
        Exceptions: {
            /** @description Planned closures that touch the ranges, those of all stores first; 100 at most. */
            closures: components["schemas"]["ClosureException"][];
            /** @description Dates with hours of their own that can reach into the ranges; 100 at most. */
            special_hours: components["schemas"]["SpecialHoursException"][];
            /** @description Changes of weekly hours and zones that are valid by the end of the ranges; 100 at most. */
            changes: components["schemas"]["ChangeException"][];
            /** @description How many more there are than are listed. */
            not_listed: number;
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
        /** FleetDays */
        FleetDays: {
            /** @description In the order in which they were asked for. */
            stores: components["schemas"]["StoreDays"][];
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            to: string;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            as_of: string;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
            settings: components["schemas"]["RuleSettings"];
        };
        /** FleetGroup */
        FleetGroup: {
            /** @description Null for the stores that are in none. */
            group: string | null;
            /** @description How many stores these are. */
            stores: number;
            figures: components["schemas"]["Figures"];
            /** @description What their downtime may have cost; null when the sales of none are given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description How many of the stores with downtime have their sales given: the estimate is of those alone. */
            lost_sales_stores: number;
            /** @description How many of the stores were down at all. */
            stores_with_downtime: number;
            /** @description The period of the same length that ends where the range begins; null without `compare`. */
            before: components["schemas"]["PeriodBefore"] | null;
            /** @description By how many percentage points `uptime_percent` changed since the period before, as the two are shown: negative when it fell. Null without `compare`, and when either is null. */
            uptime_change_points: number | null;
        };
        /** FleetGroupsPage */
        FleetGroupsPage: {
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
            groups: components["schemas"]["FleetGroup"][];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
            /** @description How many there are, on all pages. */
            total: number;
            fleet: components["schemas"]["FleetSum"];
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
            method: components["schemas"]["Method"];
        };
        /** FleetNow */
        FleetNow: {
            /** @description The group that was asked for; null for all stores. */
            group: string | null;
            states: {
                down: components["schemas"]["DownCount"];
                unknown: components["schemas"]["StateCount"];
                up: components["schemas"]["StateCount"];
                closed: components["schemas"]["StateCount"];
            };
            total: number;
            /** @description The newest poll of these stores; null when none was ever polled. */
            newest_poll: string | null;
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            as_of: string;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
            settings: components["schemas"]["RuleSettings"];
        };
        /** FleetOutage */
        FleetOutage: {
            store_id: string;
            /** @description What people call the store. */
            name: string | null;
            /** @description The one group that it is in. */
            group: string | null;
            /** @description The zone that it is in at the end of the range: its own, or the default. */
            timezone: string;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            start: string;
            /** @description The end of its last downtime in business hours; null while it is going on as of. */
            end: string | null;
            /** @description The start by the store's own clock: `2023-01-25T12:13:22.479-06:00`. */
            start_local: string;
            /** @description The end by the store's own clock; null while it is going on. */
            end_local: string | null;
            /** @description Its downtime inside the range, in milliseconds of business hours. */
            down_ms: number;
            /** @description All of its downtime up to as of. */
            down_ms_total: number;
            /** @description Whether it began before the range. */
            began_before: boolean;
            /** @description Whether it had not ended when the range did. */
            goes_on_past: boolean;
            /** @description What its downtime inside the range may have cost; null when the store's sales are not given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
        };
        /** FleetOutageSummary */
        FleetOutageSummary: {
            /** @description How many outages have downtime inside the range. */
            count: number;
            /** @description How many of them began inside it. */
            begun: number;
            /** @description How many of them are going on as of. */
            going_on: number;
            /** @description Their downtime inside the range: that of the figures, unless outages were left out. */
            down_ms: number;
            /** @description The mean downtime of an outage inside the range (mean time to recovery), cut to whole milliseconds; null when there is none. */
            mean_down_ms: number | null;
            /** @description The up time of the range by the outages that began in it (mean time between failures), cut to whole milliseconds; null when none did. */
            mean_up_between_ms: number | null;
            /** @description What their downtime may have cost; null when the sales of none are given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description How many of the stores with downtime have their sales given: the estimate is of those alone. */
            lost_sales_stores: number;
            /** @description How many of the stores were down at all. */
            stores_with_downtime: number;
            /** @description The one with the most downtime inside the range; null when there is none. */
            longest: {
                store_id: string;
                /**
                 * Format: date-time
                 * @description An instant in UTC, ISO 8601 with milliseconds and Z.
                 */
                start: string;
                down_ms: number;
            } | null;
        };
        /** FleetPart */
        FleetPart: {
            /** @description Which hour, day, week or month, by each store's own clock: `2023-01-25T13:00`, `2023-01-25`, `2023-W04`, `2023-01`. */
            local: string;
            figures: components["schemas"]["Figures"];
            /** @description What their downtime may have cost; null when the sales of none are given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description How many of the stores with downtime have their sales given: the estimate is of those alone. */
            lost_sales_stores: number;
            /** @description How many of the stores were down at all. */
            stores_with_downtime: number;
        };
        /** FleetPeaks */
        FleetPeaks: {
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
            figures: components["schemas"]["Figures"];
            /** @description The weekdays from Monday to Sunday, by each store's own clock; the cells add up to the figures, exactly. */
            matrix: components["schemas"]["PeakMatrixRow"][];
            peaks: components["schemas"]["Peaks"];
            method: components["schemas"]["Method"];
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
        };
        /** FleetStore */
        FleetStore: {
            store_id: string;
            /** @description What people call it. */
            name: string | null;
            /** @description The one group that it is in. */
            group: string | null;
            /** @description The city that it is in. */
            city: string | null;
            /** @description The zone that it is in: its own, or the default. */
            timezone: string;
            /** @description What it sells in an hour in which it is open, exactly: `123.45`; null when nothing said so. */
            sales_per_hour: string | null;
            figures: components["schemas"]["Figures"];
            /** @description What its downtime may have cost; null when its sales are not given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description The period of the same length that ends where the range begins; null without `compare`. */
            before: components["schemas"]["PeriodBefore"] | null;
            /** @description By how many percentage points `uptime_percent` changed since the period before, as the two are shown: negative when it fell. Null without `compare`, and when either is null. */
            uptime_change_points: number | null;
        };
        /** FleetStoresPage */
        FleetStoresPage: {
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
            stores: components["schemas"]["FleetStore"][];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
            /** @description How many there are, on all pages. */
            total: number;
            fleet: components["schemas"]["FleetSum"];
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
            method: components["schemas"]["Method"];
        };
        /**
         * FleetSum
         * @description All stores that were asked for together, on whatever page they are.
         */
        FleetSum: {
            /** @description How many stores these are. */
            stores: number;
            figures: components["schemas"]["Figures"];
            /** @description What their downtime may have cost; null when the sales of none are given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description How many of the stores with downtime have their sales given: the estimate is of those alone. */
            lost_sales_stores: number;
            /** @description How many of the stores were down at all. */
            stores_with_downtime: number;
            /** @description The period of the same length that ends where the range begins; null without `compare`. */
            before: components["schemas"]["PeriodBefore"] | null;
            /** @description By how many percentage points `uptime_percent` changed since the period before, as the two are shown: negative when it fell. Null without `compare`, and when either is null. */
            uptime_change_points: number | null;
        };
        /** FleetTarget */
        FleetTarget: {
            /** @description How many stores it has, those that were never polled too. */
            stores: number;
            /** @description The target in force. */
            target_percent: number;
            figures: components["schemas"]["Figures"];
            /** @description Whether the uptime so far reaches the target: `missed` when it does not, though it may by the end of the month. Null when nothing is known so far, and without a target. */
            verdict: ("met" | "missed") | null;
            /** @description At the end of the month: `open` when it can still go either way, `kept` and `missed` when it is that whatever comes. Null when nothing is known nor to come, and without a target. */
            outlook: ("open" | "kept" | "missed") | null;
            /** @description Business hours from as of to the end of the month, as they are planned now, in milliseconds. */
            open_ahead_ms: number;
            /** @description The most downtime that the whole month may have, in milliseconds, what has passed of it included; null when the outlook is. */
            allowed_ms: number | null;
            /** @description The most that may still be down, never more than is ahead; null when the outlook is. */
            left_ms: number | null;
            /** @description How much more than allowed was down: 0 unless the outlook is `missed`; null when the outlook is. */
            exceeded_ms: number | null;
        };
        /** FleetUptime */
        FleetUptime: {
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
            figures: components["schemas"]["Figures"];
            /** @description What their downtime may have cost; null when the sales of none are given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description How many of the stores with downtime have their sales given: the estimate is of those alone. */
            lost_sales_stores: number;
            /** @description How many of the stores were down at all. */
            stores_with_downtime: number;
            /** @description The period of the same length that ends where the range begins; null without `compare`. */
            before: components["schemas"]["PeriodBefore"] | null;
            /** @description By how many percentage points `uptime_percent` changed since the period before, as the two are shown: negative when it fell. Null without `compare`, and when either is null. */
            uptime_change_points: number | null;
            /** @description In order, adding up to the whole, exactly; null without `by`. */
            parts: components["schemas"]["FleetPart"][] | null;
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
            method: components["schemas"]["Method"];
        };
        /** Group */
        Group: {
            group: string;
            /** @description How many stores are in it, those that were never polled too. */
            stores: number;
        };
        /** GroupList */
        GroupList: {
            /** @description By their names, byte by byte. */
            groups: components["schemas"]["Group"][];
            /** @description How many stores are in no group. */
            stores_in_none: number;
        };
        /** GroupTarget */
        GroupTarget: {
            group: string;
            /** @description How many stores it has, those that were never polled too. */
            stores: number;
            /** @description The target in force. */
            target_percent: number;
            /**
             * @description Whose target it is.
             * @enum {unknown}
             */
            target_from: "group" | "fleet";
            figures: components["schemas"]["Figures"];
            /** @description Whether the uptime so far reaches the target: `missed` when it does not, though it may by the end of the month. Null when nothing is known so far, and without a target. */
            verdict: ("met" | "missed") | null;
            /** @description At the end of the month: `open` when it can still go either way, `kept` and `missed` when it is that whatever comes. Null when nothing is known nor to come, and without a target. */
            outlook: ("open" | "kept" | "missed") | null;
            /** @description Business hours from as of to the end of the month, as they are planned now, in milliseconds. */
            open_ahead_ms: number;
            /** @description The most downtime that the whole month may have, in milliseconds, what has passed of it included; null when the outlook is. */
            allowed_ms: number | null;
            /** @description The most that may still be down, never more than is ahead; null when the outlook is. */
            left_ms: number | null;
            /** @description How much more than allowed was down: 0 unless the outlook is `missed`; null when the outlook is. */
            exceeded_ms: number | null;
        };
        /** Health */
        Health: {
            /** @enum {string} */
            status: "ok";
        };
        /** Import */
        Import: {
            /** Format: uuid */
            import_id: string;
            /**
             * @description What it is a table of.
             * @enum {unknown}
             */
            kind: "polls" | "business_hours" | "timezones" | "special_hours" | "closures" | "stores";
            /** @enum {unknown} */
            media_type: "text/csv" | "application/json" | "application/x-ndjson";
            /** @enum {unknown} */
            state: "running" | "complete" | "failed";
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            started_at: string;
            finished_at: string | null;
            /** @description Of the body as it came, packed or not. */
            bytes_read: number;
            /** @description As the client announced it; null where it did not. */
            bytes_total: number | null;
            /** @description How many rows were taken in so far, bad ones included. */
            rows_read: number;
            /** @description How many of these were left out. */
            rejected: number;
            /** @description How many of the rows that were left out can be looked at, one by one: the first 100,000. */
            rejects_kept: number;
            /** @description How many stores the rows were of. */
            stores: number;
            /** @description What became of the polls; null where there are none in such a table. */
            polls: components["schemas"]["PollCounts"] | null;
            /** @description Why it failed. */
            failure: string | null;
        };
        /** ImportDetails */
        ImportDetails: {
            /** Format: uuid */
            import_id: string;
            /**
             * @description What it is a table of.
             * @enum {unknown}
             */
            kind: "polls" | "business_hours" | "timezones" | "special_hours" | "closures" | "stores";
            /** @enum {unknown} */
            media_type: "text/csv" | "application/json" | "application/x-ndjson";
            /** @enum {unknown} */
            state: "running" | "complete" | "failed";
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            started_at: string;
            finished_at: string | null;
            /** @description Of the body as it came, packed or not. */
            bytes_read: number;
            /** @description As the client announced it; null where it did not. */
            bytes_total: number | null;
            /** @description How many rows were taken in so far, bad ones included. */
            rows_read: number;
            /** @description How many of these were left out. */
            rejected: number;
            /** @description How many of the rows that were left out can be looked at, one by one: the first 100,000. */
            rejects_kept: number;
            /** @description How many stores the rows were of. */
            stores: number;
            /** @description What became of the polls; null where there are none in such a table. */
            polls: components["schemas"]["PollCounts"] | null;
            /** @description Why it failed. */
            failure: string | null;
            /** @description The first 100 rows that were left out. */
            rejects: components["schemas"]["Reject"][];
        };
        /** ImportsPage */
        ImportsPage: {
            imports: components["schemas"]["Import"][];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
        };
        /** Key */
        Key: {
            /** @description The public part of the key, by which lists and logs name it. */
            key_id: string;
            /** @description Who uses it; no two keys have one name, unless they are revoked. */
            name: string;
            /**
             * @description What it is good for: `read` looks, `write` also changes data and asks for reports, `admin` also makes and revokes keys.
             * @enum {unknown}
             */
            scope: "read" | "write" | "admin";
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            created_at: string;
            /** @description From when on it is good for nothing; null for never. */
            expires_at: string | null;
            revoked_at: string | null;
            /** @description When a request came with it, to a minute or so; null for never. */
            last_used_at: string | null;
        };
        /** KeyRequest */
        KeyRequest: {
            /** @description Who uses it; no two keys have one name, unless they are revoked. */
            name: string;
            /**
             * @description What it is good for: `read` looks, `write` also changes data and asks for reports, `admin` also makes and revokes keys.
             * @enum {unknown}
             */
            scope: "read" | "write" | "admin";
            /** @description An instant, ISO 8601 as in 2023-01-25T18:13:22Z; without a zone it is UTC. */
            expires_at?: string;
        };
        /** KeysPage */
        KeysPage: {
            keys: components["schemas"]["Key"][];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
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
            /** @description On how many dates the stores have hours of their own, whenever that is. */
            special_dates: number;
            /** @description How many planned closures the stores have, whenever that is; those of all count once. */
            closures: number;
            exceptions: components["schemas"]["Exceptions"];
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
        /** Outage */
        Outage: {
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            start: string;
            /** @description The end of its last downtime in business hours; null while it is going on as of. */
            end: string | null;
            /** @description The start by the store's own clock: `2023-01-25T12:13:22.479-06:00`. */
            start_local: string;
            /** @description The end by the store's own clock; null while it is going on. */
            end_local: string | null;
            /** @description Its downtime inside the range, in milliseconds of business hours. */
            down_ms: number;
            /** @description All of its downtime up to as of. */
            down_ms_total: number;
            /** @description Whether it began before the range. */
            began_before: boolean;
            /** @description Whether it had not ended when the range did. */
            goes_on_past: boolean;
            /** @description What its downtime inside the range may have cost; null when the store's sales are not given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
        };
        /** OutageSummary */
        OutageSummary: {
            /** @description How many outages have downtime inside the range. */
            count: number;
            /** @description How many of them began inside it. */
            begun: number;
            /** @description How many of them are going on as of. */
            going_on: number;
            /** @description Their downtime inside the range: that of the figures, unless outages were left out. */
            down_ms: number;
            /** @description The mean downtime of an outage inside the range (mean time to recovery), cut to whole milliseconds; null when there is none. */
            mean_down_ms: number | null;
            /** @description The up time of the range by the outages that began in it (mean time between failures), cut to whole milliseconds; null when none did. */
            mean_up_between_ms: number | null;
            /** @description What their downtime inside the range may have cost; null when the store's sales are not given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description The one with the most downtime inside the range; null when there is none. */
            longest: {
                /**
                 * Format: date-time
                 * @description An instant in UTC, ISO 8601 with milliseconds and Z.
                 */
                start: string;
                down_ms: number;
            } | null;
        };
        /** OutagesPage */
        OutagesPage: {
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
            outages: components["schemas"]["FleetOutage"][];
            summary: components["schemas"]["FleetOutageSummary"];
            figures: components["schemas"]["Figures"];
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            method: components["schemas"]["Method"];
            /** @description Interruptions with less downtime in all were taken for no outages; null when all were counted. */
            ignored_under_ms: number | null;
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
            /** @description How many match, on all pages. */
            total: number;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
        };
        /** PeakFigures */
        PeakFigures: {
            open_ms: number;
            up_ms: number;
            down_ms: number;
            unknown_ms: number;
            /** @description How many outages began in it. */
            outages_begun: number;
            /** @description Its rate: down time by the time whose state is known, cut to three decimals. Null when nothing is known. */
            down_percent: number | null;
        };
        /** PeakHourOfDay */
        PeakHourOfDay: {
            /** @description From this full hour to the next. */
            hour: number;
            figures: components["schemas"]["PeakFigures"];
        };
        /** PeakHourOfWeek */
        PeakHourOfWeek: {
            /** @description 0 is Monday. */
            weekday: number;
            /** @description From this full hour to the next. */
            hour: number;
            figures: components["schemas"]["PeakFigures"];
        };
        /** PeakMatrixRow */
        PeakMatrixRow: {
            /** @description 0 is Monday. */
            weekday: number;
            /** @description The hours from 0 to 23. */
            hours: components["schemas"]["PeakFigures"][];
        };
        /** PeakWeekday */
        PeakWeekday: {
            /** @description 0 is Monday. */
            weekday: number;
            figures: components["schemas"]["PeakFigures"];
        };
        /** Peaks */
        Peaks: {
            hour_of_day: {
                /** @description The one with the highest share of down time in known time; of several, the earliest. Null when none was down, of those with 30 minutes of known time. */
                by_rate: components["schemas"]["PeakHourOfDay"] | null;
                /** @description The one with the most down time; of several, the earliest. Null when none was down, of those with 30 minutes of known time. */
                by_downtime: components["schemas"]["PeakHourOfDay"] | null;
            };
            weekday: {
                /** @description The one with the highest share of down time in known time; of several, the earliest. Null when none was down, of those with 30 minutes of known time. */
                by_rate: components["schemas"]["PeakWeekday"] | null;
                /** @description The one with the most down time; of several, the earliest. Null when none was down, of those with 30 minutes of known time. */
                by_downtime: components["schemas"]["PeakWeekday"] | null;
            };
            hour_of_week: {
                /** @description The one with the highest share of down time in known time; of several, the earliest. Null when none was down, of those with 30 minutes of known time. */
                by_rate: components["schemas"]["PeakHourOfWeek"] | null;
                /** @description The one with the most down time; of several, the earliest. Null when none was down, of those with 30 minutes of known time. */
                by_downtime: components["schemas"]["PeakHourOfWeek"] | null;
            };
        };
        /** PeriodBefore */
        PeriodBefore: {
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
            figures: components["schemas"]["Figures"];
        };
        /** PlannedClosure */
        PlannedClosure: {
            /** @description When it begins, such as 2023-01-22T12:09:39Z; without a zone, UTC. */
            from_utc: string;
            /** @description When it ends, such as 2023-01-22T12:09:39Z; without a zone, UTC. */
            to_utc: string;
            /** @description Why; for people. */
            reason?: string | null;
            /** @description Who entered it; for people. Without it, the name of the key that it is sent with, if there is one. */
            author?: string | null;
        };
        /** PollCounts */
        PollCounts: {
            /** @description At instants at which their stores had none. */
            new: number;
            /** @description Replaced one of the other status. */
            changed: number;
            /** @description Were there already. */
            unchanged: number;
        };
        /** PollRow */
        PollRow: {
            /** @description The store's id: text, never a number. */
            store_id: string;
            /** @description When it was polled, such as 2023-01-22T12:09:39Z; without a zone, UTC. */
            timestamp_utc: string;
            /** @enum {unknown} */
            status: "active" | "inactive";
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
        /** Readiness */
        Readiness: {
            /** @enum {unknown} */
            status: "ready" | "not_ready";
            checks: {
                /**
                 * @description It answers. `failed` also when that could not be found out in two seconds; `off` where this process has none.
                 * @enum {unknown}
                 */
                database: "ok" | "failed" | "off";
                /**
                 * @description The database's tables are those of this version. `failed` also when that could not be found out in two seconds; `off` where this process has none.
                 * @enum {unknown}
                 */
                migrations: "ok" | "failed" | "off";
                /**
                 * @description Its tables are those of this version. `failed` also when that could not be found out in two seconds; `off` where this process has none.
                 * @enum {unknown}
                 */
                queue: "ok" | "failed" | "off";
                /**
                 * @description The workers of this process run. `failed` also when that could not be found out in two seconds; `off` where this process has none.
                 * @enum {unknown}
                 */
                workers: "ok" | "failed" | "off";
            };
        };
        /** Reject */
        Reject: {
            /** @description The line on which the row begins, in CSV and NDJSON; a header is line 1. */
            line?: number;
            /** @description The row's place in a JSON array, from 0. */
            index?: number;
            /** @description The column or field at fault; null when the whole row is. */
            field: string | null;
            /** @description What stood there; a long one is cut. */
            value: string;
            /** @enum {unknown} */
            reason: "too_few_cells" | "too_many_cells" | "long_line" | "stray_quote" | "not_utf8" | "not_json" | "not_an_object" | "unknown_field" | "repeated_field" | "missing_field" | "not_text" | "id_is_number" | "empty_id" | "destroyed_id" | "long_id" | "unprintable_id" | "unknown_status" | "not_a_timestamp" | "timestamp_too_early" | "timestamp_in_future" | "not_a_weekday" | "not_a_time_of_day" | "opens_at_24" | "too_many_openings" | "unknown_zone" | "second_zone" | "not_a_date" | "half_open" | "closed_and_open" | "closure_ends_before_start" | "year_out_of_range" | "unprintable_reason" | "long_name" | "unprintable_name" | "second_details" | "not_sales_per_hour";
            /** @description The reason in words, and what to write instead. */
            message: string;
        };
        /** RejectList */
        RejectList: {
            /** Format: uuid */
            import_id: string;
            /** @description How many were left out in all. */
            rejected: number;
            rejects: components["schemas"]["Reject"][];
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
            /** @description What it has beside its rows, once it is complete; empty for nothing. */
            include: "outages"[];
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
        /** ReportOutagesPage */
        ReportOutagesPage: {
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
            outages: components["schemas"]["FleetOutage"][];
            summary: components["schemas"]["FleetOutageSummary"];
            figures: components["schemas"]["Figures"];
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            method: components["schemas"]["Method"];
            /** @description Interruptions with less downtime in all were taken for no outages; null when all were counted. */
            ignored_under_ms: number | null;
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
            /** @description How many match, on all pages. */
            total: number;
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
            /** @description What the report is to have beside its rows: `outages` has it find the outages over the whole span of its ranges, too. Nothing without it. */
            include?: "outages"[];
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
        /** ReportRowsPage */
        ReportRowsPage: {
            method: components["schemas"]["Method"];
            stores: components["schemas"]["StoreFigures"][];
            /** @description How many stores there are on all pages. */
            total: number;
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
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
        /** Sample */
        Sample: {
            stores: number;
            /** @description How many polls were made. */
            polls: number;
            /** @description Over how many days they go. */
            days: number;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            newest_poll: string;
        };
        /** SavedSchedule */
        SavedSchedule: {
            name: string;
            cron: string;
            timezone: string;
            store_ids: string[] | null;
            group: string | null;
            include: "outages"[];
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
            include: "outages"[];
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
        /** ScheduleChange */
        ScheduleChange: {
            /** @description The local date from which on it is so: `2026-03-01`. */
            valid_from: string;
            /** @enum {unknown} */
            what: "business_hours" | "timezone";
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
            /** @description What the report is to have beside its rows: `outages` has it find the outages over the whole span of its ranges, too. Nothing without it. */
            include?: "outages"[];
            settings?: components["schemas"]["RequestedSettings"];
            webhook?: components["schemas"]["WebhookRequest"];
        };
        /** Segment */
        Segment: {
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
            state: components["schemas"]["StoreState"];
        };
        /** Session */
        Session: {
            /** @description Whether the request came with the cookie of a session. */
            signed_in: boolean;
            /** @description The name of the caller's key; null for a caller without one. */
            name: string | null;
            /** @description What the caller may do now, with a key or without; null for nothing but what needs no key anywhere: such a caller has to sign in. */
            scope: ("read" | "write" | "admin") | null;
            /** @description When the session ends, unless its key is revoked before; null without one. */
            expires_at: string | null;
        };
        /** SessionRequest */
        SessionRequest: {
            /** @description A key that is good, as it was shown when it was made. */
            key: string;
        };
        /**
         * SettingNames
         * @description By which name in the server's environment each of the others is set.
         */
        SettingNames: {
            /** @enum {string} */
            default_timezone: "OPENHOURS_DEFAULT_TIMEZONE";
            /** @enum {string} */
            missing_day: "OPENHOURS_MISSING_DAY";
            /** @enum {string} */
            end_of_day: "OPENHOURS_END_OF_DAY";
            /** @enum {string} */
            outside_polls: "OPENHOURS_OUTSIDE_POLLS";
            /** @enum {string} */
            max_gap_ms: "OPENHOURS_MAX_GAP";
            /** @enum {string} */
            currency: "OPENHOURS_CURRENCY";
            /** @enum {string} */
            keep_polls_ms: "OPENHOURS_KEEP_POLLS";
            /** @enum {string} */
            keep_reports_ms: "OPENHOURS_KEEP_REPORTS";
            /** @enum {string} */
            keep_imports_ms: "OPENHOURS_KEEP_IMPORTS";
            /** @enum {string} */
            upload_limit_bytes: "OPENHOURS_UPLOAD_LIMIT";
        };
        /** Settings */
        Settings: {
            /** @description The program's. */
            version: string;
            /** @description Of the zone data that the server has. */
            timezone_data_version: string;
            /**
             * @description Where the data are kept: in a directory of the server, or in PostgreSQL.
             * @enum {unknown}
             */
            database: "embedded" | "postgresql";
            rules: components["schemas"]["RuleSettings"];
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            /** @description How long polls are kept, counted back from the newest, whole months at a time; null for ever. */
            keep_polls_ms: number | null;
            /** @description How long a report is kept once it is finished. */
            keep_reports_ms: number;
            /** @description How long it can be looked up what became of an upload. */
            keep_imports_ms: number;
            /** @description How many bytes an upload may have, counted unpacked. */
            upload_limit_bytes: number;
            set_by: components["schemas"]["SettingNames"];
        };
        /** SpecialHoursException */
        SpecialHoursException: {
            store_id: string;
            /** @description The local date on which they open. */
            date: string;
            /** @description In place of those of the week; empty for closed all day. */
            openings: {
                /** @description Local wall time, as 09:30:00. */
                start_time_local: string;
                /** @description Local wall time, as 09:30:00. */
                end_time_local: string;
            }[];
        };
        /** SpecialHoursRow */
        SpecialHoursRow: {
            /** @description The store's id: text, never a number. */
            store_id: string;
            /** @description The local date on which it opens, such as 2023-12-25. */
            date: string;
            /** @description Local wall time; null, as the end then is too, for closed all day. */
            start_time_local: string | null;
            /** @description Local wall time; not after the start means on the next day. */
            end_time_local: string | null;
        };
        /** SpecialOpening */
        SpecialOpening: {
            /** @description The local date on which it opens, such as 2023-12-25. */
            date: string;
            /** @description Local wall time; null, as the end then is too, for closed all day. */
            start_time_local: string | null;
            /** @description Local wall time; not after the start means on the next day. */
            end_time_local: string | null;
        };
        /** StateCount */
        StateCount: {
            stores: number;
            /** @description Since when the one is in it that has been for longest, of those of which that is known. */
            earliest_since: string | null;
            /** @description Since when the one is in it that came into it last. */
            latest_since: string | null;
        };
        /** Store */
        Store: {
            store_id: string;
            /** @description What people call it. */
            name: string | null;
            /** @description The one group that it is in. */
            group: string | null;
            /** @description The city that it is in. */
            city: string | null;
            /** @description What it sells in an hour in which it is open, exactly: `123.45`; null when nothing said so. */
            sales_per_hour: string | null;
            /** @description Its own IANA zone as of now; null when it is in the default one. */
            timezone: string | null;
            state: components["schemas"]["StoreState"];
            /** @description When it came into its state. Closed time does not end an outage, nor a stretch of `up` or `unknown`. Null when nothing was ever known of an `unknown` store, when a `closed` one was not open for a year and, in lists, when one is `up` for over 8 days. */
            since: string | null;
            /** @description The outage so far, in milliseconds of business hours; null unless it is `down`. */
            down_ms: number | null;
            /** @description What the outage so far may have cost; null unless it is `down` and its sales are given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description When a `closed` store opens next; null when it does not within 30 days, and unless it is `closed`. */
            opens_at: string | null;
            /** @description Null when it was never polled. */
            first_poll_at: string | null;
            /** @description Null when it was never polled. */
            last_poll_at: string | null;
        };
        /** StoreBusinessHours */
        StoreBusinessHours: {
            store_id: string;
            /** @description By `valid_from`, null first: that of the beginning. Those of one date are valid until the next date, here or in `always_open_from`. */
            business_hours: components["schemas"]["WeeklyOpening"][];
            /** @description The dates from which on it has no business hours, and is always open. */
            always_open_from: string[];
        };
        /** StoreClosures */
        StoreClosures: {
            store_id: string;
            closures: components["schemas"]["Closure"][];
        };
        /** StoreDay */
        StoreDay: {
            /** @description The date by the store's own calendar: `2023-01-25`. */
            local: string;
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
            figures: components["schemas"]["Figures"];
        };
        /** StoreDays */
        StoreDays: {
            store_id: string;
            /** @description The zone that it is in at the end of its last day: its own, or the default. Null when there is no such store. */
            timezone: string | null;
            /** @description In order, each from where the one before ends. The last one ends where the request says, and is there as far as it has passed by then. Null when there is no such store. */
            days: components["schemas"]["StoreDay"][] | null;
        };
        /** StoreDetails */
        StoreDetails: {
            store_id: string;
            /** @description What people call it. */
            name: string | null;
            /** @description The one group that it is in. */
            group: string | null;
            /** @description The city that it is in. */
            city: string | null;
            /** @description What it sells in an hour in which it is open, exactly: `123.45`; null when nothing said so. */
            sales_per_hour: string | null;
        };
        /** StoreDetailsRequest */
        StoreDetailsRequest: {
            /** @description What people call it; null for nothing. */
            name: string | null;
            /** @description The one group that it is in; null for none. */
            group: string | null;
            /** @description The city that it is in; null for none. Left out, it stays what it is. */
            city?: string | null;
            /** @description What it sells in an hour in which it is open, as text, so that it stays exact: `123.45`, with up to 12 digits before the point and 4 after it. Null for not known. Left out, it stays what it is. */
            sales_per_hour?: string | null;
        };
        /** StoreFigures */
        StoreFigures: {
            store_id: string;
            figures: {
                [key: string]: components["schemas"]["Figures"];
            };
        };
        /** StoreOutages */
        StoreOutages: {
            store_id: string;
            /** @description The zone that it is in at the end of the range: its own, or the default. */
            timezone: string;
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
            /** @description In the order of their starts. */
            outages: components["schemas"]["Outage"][];
            summary: components["schemas"]["OutageSummary"];
            figures: components["schemas"]["Figures"];
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            method: components["schemas"]["Method"];
            /** @description Interruptions with less downtime in all were taken for no outages; null when all were counted. */
            ignored_under_ms: number | null;
        };
        /** StorePart */
        StorePart: {
            /** @description Which hour, day, week or month of the store's own calendar: `2023-01-25T13:00-06:00`, `2023-01-25`, `2023-W04`, `2023-01`. */
            local: string;
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
            figures: components["schemas"]["Figures"];
            /** @description What its downtime may have cost; null when its sales are not given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
        };
        /** StorePeaks */
        StorePeaks: {
            store_id: string;
            /** @description The zone that it is in at the end of the range: its own, or the default. */
            timezone: string;
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
            figures: components["schemas"]["Figures"];
            /** @description The weekdays from Monday to Sunday, by each store's own clock; the cells add up to the figures, exactly. */
            matrix: components["schemas"]["PeakMatrixRow"][];
            peaks: components["schemas"]["Peaks"];
            method: components["schemas"]["Method"];
        };
        /** StoreRow */
        StoreRow: {
            /** @description The store's id: text, never a number. */
            store_id: string;
            /** @description What people call it; null for nothing. Left out, it stays what it is. */
            name?: string | null;
            /** @description The group that it is in; null for none. Left out, it stays what it is. */
            group?: string | null;
            /** @description The city that it is in; null for none. Left out, it stays what it is. */
            city?: string | null;
            /** @description What it sells in an hour in which it is open, as text, so that it stays exact: `123.45`, with up to 12 digits before the point and 4 after it. Null for not known. Left out, it stays what it is. */
            sales_per_hour?: string | null;
        };
        /** StoreSpecialHours */
        StoreSpecialHours: {
            store_id: string;
            special_hours: components["schemas"]["SpecialOpening"][];
        };
        /**
         * StoreState
         * @description `down` and `up` in business hours, as the last poll that counts says; `unknown` in business hours when none does; `closed` outside of them.
         * @enum {unknown}
         */
        StoreState: "down" | "unknown" | "up" | "closed";
        /** StoreTarget */
        StoreTarget: {
            /** @description The month, as `2023-01`. */
            month: string;
            store_id: string;
            /** @description What people call the store. */
            name: string | null;
            /** @description The one group that it is in. */
            group: string | null;
            /** @description The zone that it is in: its own, or the default. */
            timezone: string;
            /**
             * Format: date-time
             * @description When the month begins by the store's own calendar.
             */
            from: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            to: string;
            /** @description The target in force; null when neither the store nor its group nor the fleet has one. */
            target_percent: number | null;
            /** @description Whose target it is. */
            target_from: ("fleet" | "group" | "store") | null;
            figures: components["schemas"]["Figures"];
            /** @description Whether the uptime so far reaches the target: `missed` when it does not, though it may by the end of the month. Null when nothing is known so far, and without a target. */
            verdict: ("met" | "missed") | null;
            /** @description At the end of the month: `open` when it can still go either way, `kept` and `missed` when it is that whatever comes. Null when nothing is known nor to come, and without a target. */
            outlook: ("open" | "kept" | "missed") | null;
            /** @description Business hours from as of to the end of the month, as they are planned now, in milliseconds. */
            open_ahead_ms: number;
            /** @description The most downtime that the whole month may have, in milliseconds, what has passed of it included; null when the outlook is. */
            allowed_ms: number | null;
            /** @description The most that may still be down, never more than is ahead; null when the outlook is. */
            left_ms: number | null;
            /** @description How much more than allowed was down: 0 unless the outlook is `missed`; null when the outlook is. */
            exceeded_ms: number | null;
            method: components["schemas"]["Method"];
        };
        /** StoreTimeline */
        StoreTimeline: {
            store_id: string;
            /** @description The zone that it is in at the end of the range: its own, or the default. */
            timezone: string;
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
            figures: components["schemas"]["Figures"];
            method: components["schemas"]["Method"];
            /** @description In order, each from the end of the one before, over the whole range; by state they add up to the figures, exactly. */
            segments: components["schemas"]["Segment"][];
        };
        /** StoreTimezone */
        StoreTimezone: {
            store_id: string;
            /** @description The zone from the beginning on; null for the default one. */
            timezone: string | null;
            /** @description The zones that it came into later, in order. */
            changes: components["schemas"]["TimezoneChange"][];
        };
        /** StoreUptime */
        StoreUptime: {
            store_id: string;
            /** @description The zone that it is in at the end of the range: its own, or the default. */
            timezone: string;
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
            figures: components["schemas"]["Figures"];
            method: components["schemas"]["Method"];
            /** @description What its downtime may have cost; null when its sales are not given. An estimate: downtime by the sales per hour that are given for the store, cut to the digits of the currency, such as `1234.56`. */
            lost_sales_estimate: string | null;
            /** @description The period of the same length that ends where the range begins; null without `compare`. */
            before: components["schemas"]["PeriodBefore"] | null;
            /** @description By how many percentage points `uptime_percent` changed since the period before, as the two are shown: negative when it fell. Null without `compare`, and when either is null. */
            uptime_change_points: number | null;
            /** @description In order, adding up to the whole, exactly; null without `by`. */
            parts: components["schemas"]["StorePart"][] | null;
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
        };
        /** StoresPage */
        StoresPage: {
            stores: components["schemas"]["Store"][];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
            /** @description How many match, on all pages. */
            total: number;
            /** @description What amounts are in, by its ISO 4217 code; null when the setting `OPENHOURS_CURRENCY` does not say. */
            currency: string | null;
            /**
             * Format: date-time
             * @description An instant in UTC, ISO 8601 with milliseconds and Z.
             */
            as_of: string;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
            settings: components["schemas"]["RuleSettings"];
        };
        /** Target */
        Target: {
            /**
             * @description Whose it is.
             * @enum {unknown}
             */
            of: "fleet" | "group" | "store";
            /** @description The group; null unless it is a group's. */
            group: string | null;
            /** @description The store; null unless it is a store's. */
            store_id: string | null;
            /** @description From 0.001 to 100, with three decimals at the most. */
            uptime_percent: number;
        };
        /** TargetCounts */
        TargetCounts: {
            total: number;
            verdicts: {
                met: number;
                missed: number;
                unknown: number;
            };
            outlooks: {
                open: number;
                kept: number;
                missed: number;
                unknown: number;
            };
        };
        /** TargetRequest */
        TargetRequest: {
            /** @description From 0.001 to 100, with three decimals at the most. */
            uptime_percent: number;
        };
        /** TargetStatusPage */
        TargetStatusPage: {
            /** @description The month, as `2023-01`. */
            month: string;
            /** @description Of all that have a target, whatever verdict was asked for. */
            counts: {
                stores: components["schemas"]["TargetCounts"];
                groups: components["schemas"]["TargetCounts"];
            };
            /** @description Null when the fleet has no target, and when a group is asked for. */
            fleet: components["schemas"]["FleetTarget"] | null;
            /** @description Groups that have a target and match, in the order that was asked for: as many as `limit` at the most, and the same on every page. */
            groups: components["schemas"]["GroupTarget"][];
            /** @description Stores that have a target and match. */
            stores: components["schemas"]["TargetedStore"][];
            method: components["schemas"]["Method"];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
            /** @description How many stores match, on all pages. */
            total: number;
            /**
             * Format: date-time
             * @description The server's clock when this was read; what came in later is not in it.
             */
            computed_at: string;
        };
        /** TargetedStore */
        TargetedStore: {
            store_id: string;
            /** @description What people call the store. */
            name: string | null;
            /** @description The one group that it is in. */
            group: string | null;
            /** @description The zone that it is in: its own, or the default. */
            timezone: string;
            /**
             * Format: date-time
             * @description When the month begins by the store's own calendar.
             */
            from: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            to: string;
            /** @description The target in force. */
            target_percent: number;
            /**
             * @description Whose target it is.
             * @enum {unknown}
             */
            target_from: "fleet" | "group" | "store";
            figures: components["schemas"]["Figures"];
            /** @description Whether the uptime so far reaches the target: `missed` when it does not, though it may by the end of the month. Null when nothing is known so far, and without a target. */
            verdict: ("met" | "missed") | null;
            /** @description At the end of the month: `open` when it can still go either way, `kept` and `missed` when it is that whatever comes. Null when nothing is known nor to come, and without a target. */
            outlook: ("open" | "kept" | "missed") | null;
            /** @description Business hours from as of to the end of the month, as they are planned now, in milliseconds. */
            open_ahead_ms: number;
            /** @description The most downtime that the whole month may have, in milliseconds, what has passed of it included; null when the outlook is. */
            allowed_ms: number | null;
            /** @description The most that may still be down, never more than is ahead; null when the outlook is. */
            left_ms: number | null;
            /** @description How much more than allowed was down: 0 unless the outlook is `missed`; null when the outlook is. */
            exceeded_ms: number | null;
        };
        /** TargetsPage */
        TargetsPage: {
            targets: components["schemas"]["Target"][];
            /** @description What to give as `cursor` for the next page; null when this was the last. */
            next_cursor: string | null;
        };
        /** TimezoneChange */
        TimezoneChange: {
            /** @description The local date from which on it is valid. */
            valid_from: string;
            /** @description The zone from then on; null for the default one. */
            timezone: string | null;
        };
        /** TimezoneRequest */
        TimezoneRequest: {
            /** @description An IANA zone, such as America/New_York; null for the default one. */
            timezone: string | null;
        };
        /** TimezoneRow */
        TimezoneRow: {
            /** @description The store's id: text, never a number. */
            store_id: string;
            /** @description An IANA zone, such as America/New_York. */
            timezone: string;
            /** @description The local date from which on this is valid, such as 2026-03-01. Null, or left out: from the date in the query, and from the beginning where there is none. */
            valid_from?: string | null;
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
            /** @description What it has beside its rows, once it is complete; empty for nothing. */
            include: "outages"[];
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
            /** @description The one report that it is told of; null for all, and for an alert's. */
            report_id: string | null;
            /** @description The alert that the webhook belongs to; null for reports. */
            alert_id: string | null;
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
        /** WeeklyOpening */
        WeeklyOpening: {
            /** @description 0 for Monday to 6 for Sunday: the local day on which it opens. */
            day_of_week: number;
            /** @description Local wall time, 00:00 to 23:59:59, such as 09:30 or 09:30:00. */
            start_time_local: string;
            /** @description Local wall time, 00:00 to 24:00; not after the start means on the next day, such as 09:30 or 09:30:00. */
            end_time_local: string;
            /** @description The local date from which on this is valid, such as 2026-03-01. Null, or left out: from the date in the query, and from the beginning where there is none. */
            valid_from?: string | null;
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
        /** @description `invalid-request`: The request is not as it must be. `refused`: What is asked for makes no sense. `idempotency-key-reused`: This Idempotency-Key belongs to another request. */
        "invalid-request-or-refused-or-idempotency-key-reused": {
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
        /** @description `not-acceptable`: It does not come in this form. */
        "not-acceptable": {
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
        /** @description `range-not-satisfiable`: There is nothing in this range. */
        "range-not-satisfiable": {
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
        /** @description `too-many-uploads`: Too many uploads at once. `unavailable`: It cannot be done now. */
        "too-many-uploads-or-unavailable": {
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
    getFleetNow: {
        parameters: {
            query?: {
                /** @description Only the stores of this group; none when there is no such group. */
                group?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetNow"];
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
    getFleetUptime: {
        parameters: {
            query?: {
                /** @description Where the range begins; a week before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description Cuts the range by the store's own calendar, with weeks from Monday on; it stays whole without it. */
                by?: "hour" | "day" | "week" | "month";
                /** @description With `before`, the period of the same length that ends where the range begins is looked at, too: `before` and `uptime_change_points` say how it was, and how uptime changed since. */
                compare?: "before";
                /** @description Only the stores of this group; none when there is no such group. */
                group?: string;
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetUptime"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
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
    getFleetDays: {
        parameters: {
            query: {
                /**
                 * @description A store: once for each that is asked for, 100 times at the most.
                 * @example [
                 *       "8139926242460185114"
                 *     ]
                 */
                store_id: string[];
                /** @description How many local days, the last one included; 14 without it. */
                days?: number;
                /** @description Where the last day ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stores and their days. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetDays"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    followFleet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` of the last event that came; browsers send it by themselves. Nothing is missed without it. */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, until the server stops. */
            200: {
                headers: {
                    "cache-control"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listStores: {
        parameters: {
            query?: {
                /** @description Only stores with this in their id, name or city, letter case aside. */
                search?: string;
                /** @description `down` and `up` in business hours, as the last poll that counts says; `unknown` in business hours when none does; `closed` outside of them. */
                state?: components["schemas"]["StoreState"];
                /** @description Only the stores of this group; none when there is no such group. */
                group?: string;
                /** @description With `-`, the other way round; `store_id` without it. States go from `down` over `unknown` and `up` to `closed`. Stores without a name, or without a since, come last either way; equal ones go by their ids. */
                sort?: "store_id" | "-store_id" | "name" | "-name" | "state" | "-state" | "since" | "-since";
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
            /** @description A page of stores. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoresPage"];
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
    importStores: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "store_id": "8139926242460185114",
                 *         "name": "Kettle & Noodle",
                 *         "group": "North",
                 *         "city": "Duluth",
                 *         "sales_per_hour": "123.45"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["StoreRow"][];
                /**
                 * @example {
                 *       "store_id": "8139926242460185114",
                 *       "name": "Kettle & Noodle",
                 *       "group": "North",
                 *       "city": "Duluth",
                 *       "sales_per_hour": "123.45"
                 *     }
                 */
                "application/x-ndjson": components["schemas"]["StoreRow"];
                /**
                 * @example store_id,name,group,city,sales_per_hour
                 *     8139926242460185114,Kettle & Noodle,North,Duluth,123.45
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetails"];
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
            503: components["responses"]["too-many-uploads-or-unavailable"];
        };
    };
    getStore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The store. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribedStore"];
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
    putStore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Kettle & Noodle",
                 *       "group": "North",
                 *       "city": "Duluth",
                 *       "sales_per_hour": "123.45"
                 *     }
                 */
                "application/json": components["schemas"]["StoreDetailsRequest"];
            };
        };
        responses: {
            /** @description What is known of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreDetails"];
                };
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
    getStoreUptime: {
        parameters: {
            query?: {
                /** @description Where the range begins; a week before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description Cuts the range by the store's own calendar, with weeks from Monday on; it stays whole without it. */
                by?: "hour" | "day" | "week" | "month";
                /** @description With `before`, the period of the same length that ends where the range begins is looked at, too: `before` and `uptime_change_points` say how it was, and how uptime changed since. */
                compare?: "before";
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreUptime"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getStoreTimeline: {
        parameters: {
            query?: {
                /** @description Where the range begins; a week before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The segments. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreTimeline"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getStorePeaks: {
        parameters: {
            query?: {
                /** @description Where the range begins; four weeks before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The matrix and its peaks. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorePeaks"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getFleetPeaks: {
        parameters: {
            query?: {
                /** @description Where the range begins; four weeks before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
                /** @description Only the stores of this group; none when there is no such group. */
                group?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The matrix and its peaks. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetPeaks"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listFleetStores: {
        parameters: {
            query?: {
                /** @description Where the range begins; a week before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description With `before`, the period of the same length that ends where the range begins is looked at, too: `before` and `uptime_change_points` say how it was, and how uptime changed since. */
                compare?: "before";
                /** @description Only the stores of this group; none when there is no such group. */
                group?: string;
                /** @description `uptime` without it. With `-`, the other way round: `uptime` has the worst first, `-downtime` the most downtime, `-lost_sales` what may have cost most, and `change`, which needs `compare=before`, what fell most. What is not known comes last either way. Equal ones go by the stores' ids. */
                sort?: "uptime" | "-uptime" | "downtime" | "-downtime" | "lost_sales" | "-lost_sales" | "change" | "-change" | "store_id" | "-store_id";
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
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
            /** @description A page of stores, or a file of all of them. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetStoresPage"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listFleetGroups: {
        parameters: {
            query?: {
                /** @description Where the range begins; a week before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description With `before`, the period of the same length that ends where the range begins is looked at, too: `before` and `uptime_change_points` say how it was, and how uptime changed since. */
                compare?: "before";
                /** @description `group` without it: by name, byte by byte, and last the stores that are in none. With `-`, the other way round: `uptime` has the worst first, `-downtime` the most downtime, `-lost_sales` what may have cost most, and `change`, which needs `compare=before`, what fell most. What is not known comes last either way. Equal ones go by the groups' names. */
                sort?: "group" | "-group" | "uptime" | "-uptime" | "downtime" | "-downtime" | "lost_sales" | "-lost_sales" | "change" | "-change";
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
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
            /** @description A page of groups, or a file of all of them. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetGroupsPage"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listStoreOutages: {
        parameters: {
            query?: {
                /** @description Where the range begins; a week before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description Only outages with at least so much downtime in all (`down_ms_total`), in milliseconds. */
                at_least_ms?: number;
                /** @description Interruptions with less downtime in all are taken for no outages: they are neither listed nor counted. The figures keep their downtime. */
                ignore_under_ms?: number;
                /** @description Only outages that are going on as of, or only those that ended. */
                going_on?: "true" | "false";
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The outages. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreOutages"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listOutages: {
        parameters: {
            query?: {
                /** @description Where the range begins; a week before its end without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                from?: string;
                /** @description Where the range ends: as of at the latest, and without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                to?: string;
                /** @description What the figures call now: the newest poll of any store without it. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description Only outages with at least so much downtime in all (`down_ms_total`), in milliseconds. */
                at_least_ms?: number;
                /** @description Interruptions with less downtime in all are taken for no outages: they are neither listed nor counted. The figures keep their downtime. */
                ignore_under_ms?: number;
                /** @description Only outages that are going on as of, or only those that ended. */
                going_on?: "true" | "false";
                /** @description Only the stores of this group; none when there is no such group. */
                group?: string;
                /** @description `start` without it; with `-`, the latest or the longest first. Equal ones go by the stores' ids, and those of one store by their starts. */
                sort?: "start" | "-start" | "down_ms" | "-down_ms" | "store_id";
                /** @description The form of the answer, whatever `Accept` says; as CSV and Parquet, all that match come at once. */
                format?: "json" | "csv" | "parquet";
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
            /** @description A page of outages, or a file of all of them. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutagesPage"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listTargets: {
        parameters: {
            query?: {
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
            /** @description A page of targets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetsPage"];
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
    putFleetTarget: {
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
                 *       "uptime_percent": 99.5
                 *     }
                 */
                "application/json": components["schemas"]["TargetRequest"];
            };
        };
        responses: {
            /** @description The target. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteFleetTarget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
    putGroupTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The group's name; percent-encoded where need be.
                 * @example North
                 */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uptime_percent": 99.5
                 *     }
                 */
                "application/json": components["schemas"]["TargetRequest"];
            };
        };
        responses: {
            /** @description The target. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
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
    deleteGroupTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The group's name; percent-encoded where need be.
                 * @example North
                 */
                group: string;
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
    putStoreTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uptime_percent": 99.5
                 *     }
                 */
                "application/json": components["schemas"]["TargetRequest"];
            };
        };
        responses: {
            /** @description The target. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
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
    deleteStoreTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
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
    getTargetStatus: {
        parameters: {
            query?: {
                /** @description Which month, as 2023-01; without it the one that as of lies in, by the clock of the default zone. */
                month?: string;
                /** @description What the figures call now: without it the newest poll of any store, and the server's clock when there is none. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
                /** @description Only the stores of this group; none when there is no such group. */
                group?: string;
                /** @description Only the stores and groups with this verdict; `unknown` is null. */
                verdict?: "met" | "missed" | "unknown";
                /** @description `nearest` without it: first those that miss the target whatever comes, the most exceeded first; then those that can still miss it, the least left first; then those that keep it. With `-`, the most first. Those of which nothing can be told come last, and equal ones go by their ids. */
                sort?: "nearest" | "left_ms" | "-left_ms" | "exceeded_ms" | "-exceeded_ms" | "store_id";
                /** @description The form of the answer, whatever `Accept` says; as CSV, a list comes whole. */
                format?: "json" | "csv";
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
            /** @description A page of stores, or a file of all of them. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetStatusPage"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getStoreTarget: {
        parameters: {
            query?: {
                /** @description Which month, as 2023-01; without it the one that as of lies in, by the clock of the default zone. */
                month?: string;
                /** @description What the figures call now: without it the newest poll of any store, and the server's clock when there is none. ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone. */
                as_of?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The store. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreTarget"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getBusinessHours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The business hours. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreBusinessHours"];
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
    putBusinessHours: {
        parameters: {
            query?: {
                /** @description The local date from which on it is valid, where it says none itself: 2026-03-01. What is known of earlier dates stays. Without it, it is valid from the beginning. */
                valid_from?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "day_of_week": 0,
                 *         "start_time_local": "09:00",
                 *         "end_time_local": "17:00"
                 *       },
                 *       {
                 *         "day_of_week": 0,
                 *         "start_time_local": "10:00",
                 *         "end_time_local": "18:00",
                 *         "valid_from": "2026-03-01"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["WeeklyOpening"][];
            };
        };
        responses: {
            /** @description The business hours. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreBusinessHours"];
                };
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
    getSpecialHours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The special hours. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreSpecialHours"];
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
    putSpecialHours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "date": "2023-12-25",
                 *         "start_time_local": null,
                 *         "end_time_local": null
                 *       },
                 *       {
                 *         "date": "2023-12-31",
                 *         "start_time_local": "09:00",
                 *         "end_time_local": "14:00"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["SpecialOpening"][];
            };
        };
        responses: {
            /** @description The special hours. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreSpecialHours"];
                };
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
    getStoreClosures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The closures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreClosures"];
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
    putStoreClosures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "from_utc": "2023-01-24T02:00:00Z",
                 *         "to_utc": "2023-01-24T04:00:00Z",
                 *         "reason": "new tills"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["PlannedClosure"][];
            };
        };
        responses: {
            /** @description The closures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreClosures"];
                };
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
    getTimezone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The zone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreTimezone"];
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
    putTimezone: {
        parameters: {
            query?: {
                /** @description The local date from which on it is valid, where it says none itself: 2026-03-01. What is known of earlier dates stays. Without it, it is valid from the beginning. */
                valid_from?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The store's id, as it came with its polls; percent-encoded where need be.
                 * @example 8139926242460185114
                 */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "timezone": "America/New_York"
                 *     }
                 */
                "application/json": components["schemas"]["TimezoneRequest"];
            };
        };
        responses: {
            /** @description The zone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreTimezone"];
                };
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
    listClosures: {
        parameters: {
            query?: {
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
            /** @description A page of closures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosuresPage"];
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
    importClosures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "store_id": "*",
                 *         "from_utc": "2023-01-24T02:00:00Z",
                 *         "to_utc": "2023-01-24T04:00:00Z",
                 *         "reason": "new tills",
                 *         "author": "Ada"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["ClosureRow"][];
                /**
                 * @example {
                 *       "store_id": "*",
                 *       "from_utc": "2023-01-24T02:00:00Z",
                 *       "to_utc": "2023-01-24T04:00:00Z",
                 *       "reason": "new tills",
                 *       "author": "Ada"
                 *     }
                 */
                "application/x-ndjson": components["schemas"]["ClosureRow"];
                /**
                 * @example store_id,from_utc,to_utc,reason,author
                 *     *,2023-01-24 02:00:00,2023-01-24 04:00:00,new tills,Ada
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetails"];
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
            503: components["responses"]["too-many-uploads-or-unavailable"];
        };
    };
    deleteClosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `closure_id` that it is listed with.
                 * @example 1
                 */
                closure_id: string;
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
    importPolls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "store_id": "8139926242460185114",
                 *         "timestamp_utc": "2023-01-22T12:09:39Z",
                 *         "status": "active"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["PollRow"][];
                /**
                 * @example {
                 *       "store_id": "8139926242460185114",
                 *       "timestamp_utc": "2023-01-22T12:09:39Z",
                 *       "status": "active"
                 *     }
                 */
                "application/x-ndjson": components["schemas"]["PollRow"];
                /**
                 * @example store_id,timestamp_utc,status
                 *     8139926242460185114,2023-01-22 12:09:39.388884 UTC,active
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetails"];
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
            503: components["responses"]["too-many-uploads-or-unavailable"];
        };
    };
    importBusinessHours: {
        parameters: {
            query?: {
                /** @description The local date from which on it is valid, where it says none itself: 2026-03-01. What is known of earlier dates stays. Without it, it is valid from the beginning. */
                valid_from?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "store_id": "8139926242460185114",
                 *         "day_of_week": 0,
                 *         "start_time_local": "09:00",
                 *         "end_time_local": "17:00"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["BusinessHoursRow"][];
                /**
                 * @example {
                 *       "store_id": "8139926242460185114",
                 *       "day_of_week": 0,
                 *       "start_time_local": "09:00",
                 *       "end_time_local": "17:00"
                 *     }
                 */
                "application/x-ndjson": components["schemas"]["BusinessHoursRow"];
                /**
                 * @example store_id,day_of_week,start_time_local,end_time_local
                 *     8139926242460185114,0,09:00:00,17:00:00
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetails"];
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
            503: components["responses"]["too-many-uploads-or-unavailable"];
        };
    };
    importTimezones: {
        parameters: {
            query?: {
                /** @description The local date from which on it is valid, where it says none itself: 2026-03-01. What is known of earlier dates stays. Without it, it is valid from the beginning. */
                valid_from?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "store_id": "8139926242460185114",
                 *         "timezone": "America/New_York"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["TimezoneRow"][];
                /**
                 * @example {
                 *       "store_id": "8139926242460185114",
                 *       "timezone": "America/New_York"
                 *     }
                 */
                "application/x-ndjson": components["schemas"]["TimezoneRow"];
                /**
                 * @example store_id,timezone
                 *     8139926242460185114,America/New_York
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetails"];
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
            503: components["responses"]["too-many-uploads-or-unavailable"];
        };
    };
    importSpecialHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "store_id": "8139926242460185114",
                 *         "date": "2023-12-25",
                 *         "start_time_local": null,
                 *         "end_time_local": null
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["SpecialHoursRow"][];
                /**
                 * @example {
                 *       "store_id": "8139926242460185114",
                 *       "date": "2023-12-25",
                 *       "start_time_local": null,
                 *       "end_time_local": null
                 *     }
                 */
                "application/x-ndjson": components["schemas"]["SpecialHoursRow"];
                /**
                 * @example store_id,date,start_time_local,end_time_local
                 *     8139926242460185114,2023-12-25,,
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetails"];
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
            503: components["responses"]["too-many-uploads-or-unavailable"];
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                state?: "running" | "complete" | "failed";
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
            /** @description A page of imports. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsPage"];
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
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `import_id` that the upload was answered with.
                 * @example 0d4bd3f1-3a6e-4b51-8c86-53a0b2a1d4c2
                 */
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetails"];
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
    getImportRejects: {
        parameters: {
            query?: {
                /** @description Without it, as `Accept` says, and CSV without that. */
                format?: "csv" | "json" | "ndjson";
            };
            header?: never;
            path: {
                /**
                 * @description The `import_id` that the upload was answered with.
                 * @example 0d4bd3f1-3a6e-4b51-8c86-53a0b2a1d4c2
                 */
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": components["schemas"]["RejectList"];
                    "application/x-ndjson": components["schemas"]["Reject"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            406: components["responses"]["not-acceptable"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    loadSample: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is there. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sample"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
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
            header?: {
                /**
                 * @description Stands for this request for 24 hours: sent again with the same key and body, it is answered with the same report. Any text of printable ASCII, such as a UUID that was made for it.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "idempotency-key"?: string;
            };
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
                 *       "include": [
                 *         "outages"
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
            409: components["responses"]["conflict"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request-or-refused-or-idempotency-key-reused"];
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
                /** @description The form of the rows, whatever `Accept` says. `extended-csv` is CSV with every figure in milliseconds, and comes by this only. */
                format?: "csv" | "extended-csv" | "json" | "ndjson" | "parquet";
                /** @description Only stores that have this somewhere in their id. */
                search?: string;
                /** @description Only stores that are in this group now. */
                group?: string;
                /**
                 * @description The name of the range that `sort`, `uptime_below` and `down_ms_above` go by; needed for them where the report has several.
                 * @example last_day
                 */
                range?: string;
                /**
                 * @description Only stores whose `uptime_percent` is known and less than this, in up to three decimals.
                 * @example 99.95
                 */
                uptime_below?: string;
                /**
                 * @description Only stores whose `down_ms` is more than this.
                 * @example 60000
                 */
                down_ms_above?: number;
                /**
                 * @description The order: the smallest first, or with `-` the largest. Stores without the percentage come last either way, and those that are equal by their ids. `store_id` without it.
                 * @example -down_ms
                 */
                sort?: "store_id" | "open_ms" | "up_ms" | "down_ms" | "unknown_ms" | "uptime_percent" | "coverage_percent" | "-store_id" | "-open_ms" | "-up_ms" | "-down_ms" | "-unknown_ms" | "-uptime_percent" | "-coverage_percent";
                /** @description How many at the most. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: {
                /** @description The part that is wanted, such as `bytes=1000-1999`, `bytes=1000-` or `bytes=-1000`; for several parts, the whole comes. */
                range?: string;
                /** @description The `ETag` of which a part is wanted; of another, the whole comes. */
                "if-range"?: string;
                /** @description The `ETag` that the client has: then `304` says that it is good. */
                "if-none-match"?: string;
            };
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
            /** @description The rows, or a page of them. */
            200: {
                headers: {
                    /** @description Stands for the bytes of the file; pages have none. */
                    etag?: string;
                    "accept-ranges"?: string;
                    "cache-control"?: string;
                    /** @description The name of the file; pages have none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": components["schemas"]["ReportRows"] | components["schemas"]["ReportRowsPage"];
                    "application/x-ndjson": components["schemas"]["StoreFigures"];
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description The part of the file that was asked for. */
            206: {
                headers: {
                    /** @description Stands for the bytes of the file; pages have none. */
                    etag?: string;
                    "accept-ranges"?: string;
                    "cache-control"?: string;
                    /** @description The name of the file; pages have none. */
                    "content-disposition"?: string;
                    vary?: string;
                    "content-range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": string;
                    "application/x-ndjson": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description The file is the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            406: components["responses"]["not-acceptable"];
            409: components["responses"]["conflict"];
            416: components["responses"]["range-not-satisfiable"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    listReportOutages: {
        parameters: {
            query?: {
                /** @description Only outages with at least so much downtime in all (`down_ms_total`), in milliseconds. */
                at_least_ms?: number;
                /** @description Interruptions with less downtime in all are taken for no outages: they are neither listed nor counted. The figures keep their downtime. */
                ignore_under_ms?: number;
                /** @description Only outages that are going on as of, or only those that ended. */
                going_on?: "true" | "false";
                /** @description The form of the answer, whatever `Accept` says; as CSV and Parquet, all that match come at once. */
                format?: "json" | "csv" | "parquet";
                /** @description How many at the most. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only the outages of this store; one that the report does not have is not found. */
                store_id?: string;
                /** @description `store_id` without it; with `-`, the latest or the longest first. Equal ones go by the stores' ids, and those of one store by their starts. */
                sort?: "start" | "-start" | "down_ms" | "-down_ms" | "store_id";
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
            /** @description A page of outages, or a file of all of them. */
            200: {
                headers: {
                    /** @description The name of the file; JSON has none. */
                    "content-disposition"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportOutagesPage"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            404: components["responses"]["not-found"];
            406: components["responses"]["not-acceptable"];
            409: components["responses"]["conflict"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    followReport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` of the last event that came; browsers send it by themselves. Nothing is missed without it. */
                "last-event-id"?: string;
            };
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
            /** @description The events, until the report is finished. */
            200: {
                headers: {
                    "cache-control"?: string;
                    vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The report is finished, and `Last-Event-ID` says so already. */
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
            406: components["responses"]["not-acceptable"];
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
    listAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alerts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
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
    addAlert: {
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
                 *       "url": "https://example.com/on-call",
                 *       "down_for_ms": 900000
                 *     }
                 */
                "application/json": components["schemas"]["AlertRequest"];
            };
        };
        responses: {
            /** @description It is added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedAlert"];
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
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `alert_id` that it got when it was added.
                 * @example 6f3c1f0e-52c4-4a39-9d5b-0a1f4a1de7b7
                 */
                alert_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
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
    deleteAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `alert_id` that it got when it was added.
                 * @example 6f3c1f0e-52c4-4a39-9d5b-0a1f4a1de7b7
                 */
                alert_id: string;
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
    testAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `alert_id` that it got when it was added.
                 * @example 6f3c1f0e-52c4-4a39-9d5b-0a1f4a1de7b7
                 */
                alert_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is in line to be sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertTest"];
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
    listKeys: {
        parameters: {
            query?: {
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
            /** @description A page of keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeysPage"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    createKey: {
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
                 *       "name": "nightly import",
                 *       "scope": "write"
                 *     }
                 */
                "application/json": components["schemas"]["KeyRequest"];
            };
        };
        responses: {
            /** @description It is made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden-or-foreign-page"];
            408: components["responses"]["too-slow"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request-or-refused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `key_id` that it got when it was made.
                 * @example k3J9dPq2xW
                 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
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
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["foreign-page"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    createSession: {
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
                 *       "key": "oh_k3J9dPq2xW_8n0ZexampleexampleexampleexampleexampleexaN"
                 *     }
                 */
                "application/json": components["schemas"]["SessionRequest"];
            };
        };
        responses: {
            /** @description The caller is signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["malformed-request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["foreign-page"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller is not signed in. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-request"];
            403: components["responses"]["foreign-page"];
            408: components["responses"]["too-slow"];
            413: components["responses"]["too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            503: components["responses"]["unavailable"];
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
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
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is alive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
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
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            400: components["responses"]["malformed-request"];
            403: components["responses"]["foreign-page"];
            422: components["responses"]["invalid-request"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["server-mistake"];
            /** @description Some of what is needed is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
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
