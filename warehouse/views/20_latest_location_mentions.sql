-- The mentions of places of current article versions that are not near-duplicates.
SELECT location_mentions.*
FROM location_mentions
JOIN latest_articles USING (article_id, version)
