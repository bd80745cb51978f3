-- A mention's claim: which place it names.
SELECT
    concat_ws('/', article_id, version, start, "end") AS fact_id,
    article_id, version, sentence_no, start, "end", text, confidence, locations.kind,
    to_json({
        'location_id': mentions.location_id, 'name': locations.name, 'kind': locations.kind,
        'admin1': locations.admin1, 'country': locations.country_iso3
    })::VARCHAR AS claim
FROM location_mentions AS mentions
JOIN locations ON locations.location_id = mentions.location_id
