-- What is known of each page in asked_pages (its name, and the id an article of it would have): when it last gave an
-- answer that stands, since when it has been as it is, and how often it has failed since.
WITH told AS (
    SELECT
        page, fetched_at, etag, last_modified, article_id,
        outcome IN ('new', 'changed') AS changed,
        outcome IN ('new', 'changed', 'unchanged', 'feed') AS had,
        -- A page that is gone is an answer too. One that broke our own program is not.
        (status BETWEEN 200 AND 299 OR status IN (304, 404, 410)) AND NOT ends_with(outcome, 'failed') AS stands
    FROM fetches
    WHERE page IN (SELECT page FROM asked_pages)
    UNION ALL
    -- An article that came another way, or by another address of its page.
    SELECT asked_pages.page, articles.fetched_at, NULL, NULL, articles.article_id, false, false, true
    FROM articles
    INNER JOIN asked_pages USING (article_id)
    WHERE articles.is_current AND articles.fetched_at IS NOT NULL
),

marked AS (
    SELECT *, max(fetched_at) FILTER (stands) OVER (PARTITION BY page) AS stood_at FROM told
)

SELECT
    page,
    coalesce(max(fetched_at) FILTER (changed), min(fetched_at)) AS since,
    any_value(stood_at) AS stood_at,
    max(fetched_at) AS tried_at,
    count(*) FILTER (stood_at IS NULL OR fetched_at > stood_at) AS failures,
    arg_max_null(etag, fetched_at) FILTER (had) AS etag,
    arg_max_null(last_modified, fetched_at) FILTER (had) AS last_modified
FROM marked
GROUP BY page
