-- One row a source: when it was asked last and gave a new article last, its articles, its failing pages, its own failure.
WITH latest AS (
    SELECT DISTINCT ON (source, url)
        source, url, fetched_at, article_id, error,
        outcome NOT IN ('new', 'changed', 'unchanged', 'not_modified', 'feed') AS fails
    FROM fetches
    WHERE source IS NOT NULL
    ORDER BY source, url, fetched_at DESC
),

gave AS (
    SELECT source, max(fetched_at) AS last_new_at FROM fetches WHERE outcome IN ('new', 'changed') GROUP BY source
)

SELECT
    source,
    max(fetched_at) AS last_asked_at,
    any_value(last_new_at) AS last_new_at,
    count(DISTINCT article_id) AS articles,
    count(*) FILTER (fails AND url <> source) AS failing_pages,
    any_value(error) FILTER (fails AND url = source) AS error
FROM latest
LEFT JOIN gave USING (source)
GROUP BY source
