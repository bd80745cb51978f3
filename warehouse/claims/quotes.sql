-- A quote's claim: that it is one, and who said it.
SELECT
    quote_id AS fact_id, quotes.article_id, quotes.version, sentence_no, start, "end", text, confidence, quotes.kind,
    to_json({'kind': quotes.kind, 'speaker': speaker, 'actor': actors.name, 'verb': verb})::VARCHAR AS claim
FROM quotes
LEFT JOIN actors ON actors.actor_id = quotes.actor_id
