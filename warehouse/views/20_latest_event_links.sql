-- The links between events of current article versions that are not near-duplicates.
SELECT event_links.*
FROM event_links
JOIN latest_articles USING (article_id, version)
