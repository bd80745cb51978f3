-- A mention's claim: which actor it names, and what that is.
SELECT
    concat_ws('/', mentions.article_id, mentions.version, start, "end", mentions.actor_id) AS fact_id,
    mentions.article_id, mentions.version, sentence_no, start, "end", text, confidence, actors.kind,
    to_json({
        'actor': actors.name, 'kind': actors.kind, 'country': actors.country_iso3, 'sector': actors.sector,
        'role_title': actors.role_title
    })::VARCHAR AS claim
FROM actor_mentions AS mentions
JOIN actors ON actors.actor_id = mentions.actor_id
