-- One row a web page, under whatever addresses: when it was asked for first and last, what came of it, its article.
SELECT
    page,
    min(fetched_at) AS first_asked_at,
    max(fetched_at) AS last_asked_at,
    count(*) AS attempts,
    arg_max(outcome, fetched_at) AS outcome,
    arg_max(status, fetched_at) AS status,
    arg_max(etag, fetched_at) AS etag,
    arg_max(last_modified, fetched_at) AS last_modified,
    arg_max(article_id, fetched_at) AS article_id
FROM fetches
WHERE page IS NOT NULL
GROUP BY page
