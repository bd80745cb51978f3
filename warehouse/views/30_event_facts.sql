-- One wide row an event, with who, whom, where, when, the sentence it was read from and the article's address. is_latest: of a current version that is no near-duplicate.
WITH cast_of AS (
    SELECT
        event_actors.event_id,
        string_agg(DISTINCT actors.name, '; ' ORDER BY actors.name) FILTER (event_actors.role = 'actor') AS actors,
        string_agg(DISTINCT actors.country_iso3, '; ' ORDER BY actors.country_iso3) FILTER (event_actors.role = 'actor') AS actor_countries,
        string_agg(DISTINCT actors.sector, '; ' ORDER BY actors.sector) FILTER (event_actors.role = 'actor') AS actor_sectors,
        string_agg(DISTINCT actors.name, '; ' ORDER BY actors.name) FILTER (event_actors.role = 'recipient') AS recipients,
        string_agg(DISTINCT actors.country_iso3, '; ' ORDER BY actors.country_iso3) FILTER (event_actors.role = 'recipient') AS recipient_countries,
        string_agg(DISTINCT actors.sector, '; ' ORDER BY actors.sector) FILTER (event_actors.role = 'recipient') AS recipient_sectors,
        string_agg(DISTINCT actors.name, '; ' ORDER BY actors.name) FILTER (event_actors.role = 'participant') AS participants,
        string_agg(DISTINCT actors.name, '; ' ORDER BY actors.name) FILTER (event_actors.role = 'instrument') AS instruments
    FROM event_actors
    JOIN actors ON actors.actor_id = event_actors.actor_id
    GROUP BY event_actors.event_id
),
retold AS (
    SELECT event_id, min(other_event_id) AS same_as
    FROM event_links
    WHERE relation = 'same'
    GROUP BY event_id
)
SELECT
    events.event_id,
    events.article_id,
    events.version,
    articles.is_current AND articles.duplicate_of IS NULL AS is_latest,
    articles.published_at,
    articles.published_precision,
    events.type,
    events.mode,
    events.contexts,
    events.quad,
    events.status,
    events.status_cue,
    cast_of.actors,
    cast_of.actor_countries,
    cast_of.actor_sectors,
    cast_of.recipients,
    cast_of.recipient_countries,
    cast_of.recipient_sectors,
    cast_of.participants,
    cast_of.instruments,
    events.date_start,
    events.date_end,
    events.date_precision,
    events.date_from,
    events.location_id,
    locations.name AS location,
    locations.kind AS location_kind,
    locations.country_iso3,
    locations.admin1,
    locations.latitude,
    locations.longitude,
    events.place_from,
    speakers.name AS attributed_to,
    events.attribution_verb,
    events.killed_low,
    events.killed_high,
    events.injured_low,
    events.injured_high,
    events.in_lead,
    retold.same_as,
    events.confidence,
    events.trigger,
    events.text AS clause,
    sentences.text AS sentence,
    events.sentence_no,
    events.start,
    events."end",
    articles.title,
    coalesce(articles.canonical_url, articles.url) AS url,
    articles.domain,
    articles.site_name,
    articles.source_id
FROM events
JOIN articles ON articles.article_id = events.article_id AND articles.version = events.version
LEFT JOIN sentences
    ON sentences.article_id = events.article_id
    AND sentences.version = events.version
    AND sentences.sentence_no = events.sentence_no
LEFT JOIN locations ON locations.location_id = events.location_id
LEFT JOIN actors AS speakers ON speakers.actor_id = events.attributed_to
LEFT JOIN cast_of ON cast_of.event_id = events.event_id
LEFT JOIN retold ON retold.event_id = events.event_id
