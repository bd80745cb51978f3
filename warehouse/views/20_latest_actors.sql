-- The actors of current article versions that are not near-duplicates.
SELECT actors.*
FROM actors
JOIN latest_articles USING (article_id, version)
