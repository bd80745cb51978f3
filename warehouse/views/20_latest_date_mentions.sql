-- The dates of current article versions that are not near-duplicates.
SELECT date_mentions.*
FROM date_mentions
JOIN latest_articles USING (article_id, version)
