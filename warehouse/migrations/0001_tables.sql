-- The tables of newsfacts. Made by `python -m warehouse.ddl`; frozen once released.
CREATE TABLE articles (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "is_current" BOOLEAN NOT NULL,
    "source_id" VARCHAR NOT NULL,
    "url" VARCHAR,
    "canonical_url" VARCHAR,
    "domain" VARCHAR,
    "site_name" VARCHAR,
    "title" VARCHAR,
    "authors" VARCHAR,
    "published_at" TIMESTAMP,
    "published_precision" VARCHAR NOT NULL,
    "published_from" VARCHAR NOT NULL,
    "modified_at" TIMESTAMP,
    "fetched_at" TIMESTAMP,
    "language" VARCHAR,
    "text" VARCHAR NOT NULL,
    "n_words" INTEGER NOT NULL,
    "text_sha256" VARCHAR NOT NULL,
    "duplicate_of" VARCHAR,
    "warc_file" VARCHAR,
    "warc_offset" BIGINT,
    "extractor" VARCHAR
);

CREATE TABLE sentences (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "sentence_no" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "text" VARCHAR NOT NULL
);

CREATE TABLE date_mentions (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "sentence_no" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "text" VARCHAR NOT NULL,
    "confidence" DOUBLE NOT NULL,
    "kind" VARCHAR NOT NULL,
    "value" VARCHAR,
    "date_start" DATE,
    "date_end" DATE,
    "precision" VARCHAR
);

CREATE TABLE locations (
    "location_id" VARCHAR NOT NULL,
    "name" VARCHAR NOT NULL,
    "kind" VARCHAR NOT NULL,
    "country_iso2" VARCHAR,
    "country_iso3" VARCHAR,
    "admin1" VARCHAR,
    "latitude" DOUBLE,
    "longitude" DOUBLE,
    "population" BIGINT
);

CREATE TABLE location_mentions (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "sentence_no" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "text" VARCHAR NOT NULL,
    "confidence" DOUBLE NOT NULL,
    "location_id" VARCHAR NOT NULL,
    "resolved_by" VARCHAR NOT NULL
);

CREATE TABLE actors (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "actor_id" VARCHAR NOT NULL,
    "name" VARCHAR NOT NULL,
    "kind" VARCHAR NOT NULL,
    "country_iso3" VARCHAR,
    "sector" VARCHAR,
    "role_title" VARCHAR,
    "affiliation_id" VARCHAR,
    "wikidata_id" VARCHAR
);

CREATE TABLE actor_mentions (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "sentence_no" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "text" VARCHAR NOT NULL,
    "confidence" DOUBLE NOT NULL,
    "actor_id" VARCHAR NOT NULL,
    "form" VARCHAR NOT NULL
);

CREATE TABLE figures (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "sentence_no" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "text" VARCHAR NOT NULL,
    "confidence" DOUBLE NOT NULL,
    "figure_id" VARCHAR NOT NULL,
    "kind" VARCHAR NOT NULL,
    "value" DOUBLE,
    "value_low" DOUBLE,
    "value_high" DOUBLE,
    "comparison" VARCHAR NOT NULL,
    "change" VARCHAR,
    "change_role" VARCHAR,
    "unit" VARCHAR,
    "per" VARCHAR,
    "value_base" DOUBLE,
    "base_unit" VARCHAR,
    "currency" VARCHAR,
    "subject" VARCHAR,
    "subject_head" VARCHAR,
    "measure" VARCHAR,
    "negated" BOOLEAN NOT NULL,
    "as_of" DATE,
    "location_id" VARCHAR,
    "actor_id" VARCHAR,
    "event_id" VARCHAR,
    "attributed_to" VARCHAR
);

CREATE TABLE quotes (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "sentence_no" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "text" VARCHAR NOT NULL,
    "confidence" DOUBLE NOT NULL,
    "quote_id" VARCHAR NOT NULL,
    "kind" VARCHAR NOT NULL,
    "speaker_start" INTEGER,
    "speaker_end" INTEGER,
    "speaker" VARCHAR,
    "actor_id" VARCHAR,
    "verb" VARCHAR,
    "verb_start" INTEGER,
    "verb_end" INTEGER
);

CREATE TABLE events (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "sentence_no" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "text" VARCHAR NOT NULL,
    "confidence" DOUBLE NOT NULL,
    "event_id" VARCHAR NOT NULL,
    "trigger_start" INTEGER NOT NULL,
    "trigger_end" INTEGER NOT NULL,
    "trigger" VARCHAR NOT NULL,
    "type" VARCHAR NOT NULL,
    "mode" VARCHAR,
    "contexts" VARCHAR,
    "quad" VARCHAR,
    "status" VARCHAR NOT NULL,
    "status_cue" VARCHAR,
    "date_start" DATE,
    "date_end" DATE,
    "date_precision" VARCHAR,
    "date_from" VARCHAR,
    "location_id" VARCHAR,
    "place_from" VARCHAR,
    "attributed_to" VARCHAR,
    "attribution_verb" VARCHAR,
    "killed_low" INTEGER,
    "killed_high" INTEGER,
    "injured_low" INTEGER,
    "injured_high" INTEGER,
    "in_lead" BOOLEAN NOT NULL
);

CREATE TABLE event_actors (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "sentence_no" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "text" VARCHAR NOT NULL,
    "confidence" DOUBLE NOT NULL,
    "event_id" VARCHAR NOT NULL,
    "role" VARCHAR NOT NULL,
    "actor_id" VARCHAR NOT NULL
);

CREATE TABLE event_links (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "event_id" VARCHAR NOT NULL,
    "other_event_id" VARCHAR NOT NULL,
    "relation" VARCHAR NOT NULL
);

CREATE TABLE runs (
    "run_id" VARCHAR NOT NULL,
    "flow" VARCHAR NOT NULL,
    "started_at" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "state" VARCHAR NOT NULL,
    "documents" INTEGER NOT NULL,
    "articles_new" INTEGER NOT NULL,
    "articles_unchanged" INTEGER NOT NULL,
    "articles_failed" INTEGER NOT NULL,
    "facts" BIGINT NOT NULL,
    "rejects" BIGINT NOT NULL,
    "extractor" VARCHAR,
    "config" VARCHAR,
    "host" VARCHAR
);

CREATE TABLE fetches (
    "fetch_id" VARCHAR NOT NULL,
    "url" VARCHAR NOT NULL,
    "fetched_at" TIMESTAMP NOT NULL,
    "status" INTEGER,
    "bytes" BIGINT,
    "etag" VARCHAR,
    "last_modified" VARCHAR,
    "redirected_to" VARCHAR,
    "outcome" VARCHAR NOT NULL,
    "error" VARCHAR,
    "run_id" VARCHAR NOT NULL
);

CREATE TABLE rejects (
    "run_id" VARCHAR NOT NULL,
    "table_name" VARCHAR NOT NULL,
    "article_id" VARCHAR,
    "row" VARCHAR NOT NULL,
    "check" VARCHAR NOT NULL,
    "reason" VARCHAR NOT NULL,
    "rejected_at" TIMESTAMP NOT NULL
);

CREATE TABLE shingles (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "shingle" BIGINT NOT NULL
);
