-- The actors of events of current article versions that are not near-duplicates.
SELECT event_actors.*
FROM event_actors
JOIN latest_articles USING (article_id, version)
