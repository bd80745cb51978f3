-- The figures of current article versions that are not near-duplicates.
SELECT figures.*
FROM figures
JOIN latest_articles USING (article_id, version)
