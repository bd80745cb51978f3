-- The mentions of actors of current article versions that are not near-duplicates.
SELECT actor_mentions.*
FROM actor_mentions
JOIN latest_articles USING (article_id, version)
