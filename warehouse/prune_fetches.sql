-- Fetches to drop: older than $before. The last of each outcome of a page stays, for what is known of the page: when it
-- was had and changed last, its ETag, and where its body is kept.
SELECT fetch_id
FROM fetches
QUALIFY fetched_at < $before
    AND row_number() OVER (PARTITION BY coalesce(page, url), source, outcome ORDER BY fetched_at DESC, fetch_id) > 1
