-- A mention's claim: which day, time or duration it says.
SELECT
    concat_ws('/', article_id, version, start, "end", kind) AS fact_id,
    article_id, version, sentence_no, start, "end", text, confidence, kind,
    to_json({'kind': kind, 'value': value, 'date_start': date_start, 'date_end': date_end})::VARCHAR AS claim
FROM date_mentions
