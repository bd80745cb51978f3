-- What a fetch was for, what it gave and where its bytes are kept: by these a page is fetched once, and read again.
ALTER TABLE fetches ADD COLUMN page VARCHAR;
ALTER TABLE fetches ADD COLUMN source VARCHAR;
ALTER TABLE fetches ADD COLUMN article_id VARCHAR;
ALTER TABLE fetches ADD COLUMN warc_file VARCHAR;
ALTER TABLE fetches ADD COLUMN warc_offset BIGINT;

CREATE TABLE hosts (
    "host" VARCHAR NOT NULL,
    "failures" INTEGER NOT NULL,
    "left_alone_until" TIMESTAMP,
    "last_error" VARCHAR,
    "last_success_at" TIMESTAMP
);
