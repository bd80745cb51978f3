-- One wide row a figure, with its actor, place, event, the sentence it was read from and the article's address. is_latest: of a current version that is no near-duplicate.
SELECT
    figures.figure_id,
    figures.article_id,
    figures.version,
    articles.is_current AND articles.duplicate_of IS NULL AS is_latest,
    articles.published_at,
    articles.published_precision,
    figures.kind,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.comparison,
    figures.change,
    figures.change_role,
    figures.unit,
    figures.per,
    figures.value_base,
    figures.base_unit,
    figures.currency,
    figures.subject,
    figures.subject_head,
    figures.measure,
    figures.negated,
    figures.as_of,
    figures.actor_id,
    actors.name AS actor,
    actors.kind AS actor_kind,
    actors.country_iso3 AS actor_country_iso3,
    figures.location_id,
    locations.name AS location,
    locations.kind AS location_kind,
    locations.country_iso3,
    locations.admin1,
    locations.latitude,
    locations.longitude,
    figures.event_id,
    events.type AS event_type,
    events.status AS event_status,
    speakers.name AS attributed_to,
    figures.confidence,
    figures.text,
    sentences.text AS sentence,
    figures.sentence_no,
    figures.start,
    figures."end",
    articles.title,
    coalesce(articles.canonical_url, articles.url) AS url,
    articles.domain,
    articles.site_name,
    articles.source_id
FROM figures
JOIN articles ON articles.article_id = figures.article_id AND articles.version = figures.version
LEFT JOIN sentences
    ON sentences.article_id = figures.article_id
    AND sentences.version = figures.version
    AND sentences.sentence_no = figures.sentence_no
LEFT JOIN actors ON actors.actor_id = figures.actor_id
LEFT JOIN actors AS speakers ON speakers.actor_id = figures.attributed_to
LEFT JOIN locations ON locations.location_id = figures.location_id
LEFT JOIN events ON events.event_id = figures.event_id
