-- Events counted by day, type and country, retellings within an article once. The day is the event's own, else that of publication; null where neither is known to the day.
WITH dated AS (
    SELECT
        CASE
            WHEN date_precision IN ('second', 'minute', 'hour', 'day') THEN date_start
            WHEN date_start IS NULL AND published_precision IN ('second', 'day') THEN CAST(published_at AS DATE)
        END AS day,
        type,
        country_iso3,
        status,
        article_id
    FROM event_facts
    WHERE is_latest AND same_as IS NULL
)
SELECT
    day,
    type,
    country_iso3,
    count(*) AS events,
    count(*) FILTER (status IN ('happened', 'ongoing')) AS happened,
    count(DISTINCT article_id) AS articles
FROM dated
GROUP BY day, type, country_iso3
