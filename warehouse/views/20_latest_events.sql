-- The events of current article versions that are not near-duplicates.
SELECT events.*
FROM events
JOIN latest_articles USING (article_id, version)
