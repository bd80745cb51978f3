-- What is known of each page in asked_pages: when it last gave an answer that stands, and how often it has failed since.
WITH asked AS (
    SELECT DISTINCT page FROM asked_pages
),

told AS (
    SELECT
        page, fetched_at, etag, last_modified, article_id,
        outcome IN ('new', 'changed', 'unchanged', 'feed') AS had,
        -- A page that is gone is an answer too. One that broke our own program is not.
        (status BETWEEN 200 AND 299 OR status IN (304, 404, 410)) AND NOT ends_with(outcome, 'failed') AS stands
    FROM fetches
    WHERE page IN (FROM asked)
    UNION ALL
    -- An article that came another way, or by another address of its page.
    SELECT canonical_url, fetched_at, NULL, NULL, article_id, false, true
    FROM articles
    WHERE canonical_url IN (FROM asked) AND is_current AND fetched_at IS NOT NULL
),

marked AS (
    SELECT *, max(fetched_at) FILTER (stands) OVER (PARTITION BY page) AS stood_at FROM told
)

SELECT
    page,
    any_value(stood_at) AS stood_at,
    max(fetched_at) AS tried_at,
    count(*) FILTER (stood_at IS NULL OR fetched_at > stood_at) AS failures,
    arg_max_null(etag, fetched_at) FILTER (had) AS etag,
    arg_max_null(last_modified, fetched_at) FILTER (had) AS last_modified,
    arg_max(article_id, fetched_at) AS article_id
FROM marked
GROUP BY page
