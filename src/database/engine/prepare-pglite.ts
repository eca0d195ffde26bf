/**
 * Run when the packages are installed and before publishing (the script `prepare`): makes the packed
 * empty database, so that the first start of Openhours does not have to.
 */
import { emptyDatabase } from "./packed-database.ts";

await emptyDatabase();
