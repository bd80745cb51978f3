-- The sentences of current article versions that are not near-duplicates.
SELECT sentences.*
FROM sentences
JOIN latest_articles USING (article_id, version)
