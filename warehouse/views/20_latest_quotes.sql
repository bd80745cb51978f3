-- The quotes of current article versions that are not near-duplicates.
SELECT quotes.*
FROM quotes
JOIN latest_articles USING (article_id, version)
