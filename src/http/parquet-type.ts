/** The media type of Parquet files, as IANA has it. */
export const PARQUET_TYPE = "application/vnd.apache.parquet";
