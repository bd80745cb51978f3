-- What collapsed in a run, against the 30 runs before it: a kind of fact that gives less than half of its usual rows an
-- article, a source that usually gives articles and gave none. Parameters: $run_id, null for the last one completed.
WITH this AS (
    SELECT run_id, started_at, flow FROM runs
    WHERE CASE WHEN $run_id IS NULL THEN state = 'completed' ELSE run_id = $run_id END
    ORDER BY started_at DESC
    LIMIT 1
),
before AS (
    SELECT runs.run_id, runs.started_at
    FROM runs, this
    WHERE runs.flow = this.flow AND runs.state = 'completed' AND runs.started_at < this.started_at
    ORDER BY runs.started_at DESC
    LIMIT 30
),
compared AS (
    SELECT run_id FROM this UNION ALL SELECT run_id FROM before
),
-- Each article of a run, once, with the source that it came from.
had AS (
    SELECT DISTINCT fetches.run_id, fetches.source, fetches.article_id
    FROM fetches
    JOIN compared USING (run_id)
    WHERE fetches.outcome IN ('new', 'changed') AND fetches.article_id IS NOT NULL
),
-- Facts of current versions, near-duplicates included: what a run gave, it gave.
stated AS (
    SELECT 'figures' AS kind, article_id, version FROM figures
    UNION ALL SELECT 'events', article_id, version FROM events
    UNION ALL SELECT 'actors', article_id, version FROM actors
    UNION ALL SELECT 'places', article_id, version FROM location_mentions
    UNION ALL SELECT 'dates', article_id, version FROM date_mentions
    UNION ALL SELECT 'quotes', article_id, version FROM quotes
),
rows_of AS (
    SELECT stated.kind, article_id, count(*) AS facts
    FROM stated
    JOIN articles USING (article_id, version)
    WHERE articles.is_current
    GROUP BY ALL
),
kinds AS (
    SELECT unnest(['figures', 'events', 'actors', 'places', 'dates', 'quotes']) AS kind
),
-- Rows an article by run and kind; runs of fewer than ten articles tell nothing.
yield_of AS (
    SELECT
        had.run_id,
        kinds.kind,
        count(DISTINCT had.article_id) AS articles,
        coalesce(sum(rows_of.facts), 0) / count(DISTINCT had.article_id) AS an_article
    FROM (SELECT DISTINCT run_id, article_id FROM had) AS had
    CROSS JOIN kinds
    LEFT JOIN rows_of ON rows_of.article_id = had.article_id AND rows_of.kind = kinds.kind
    GROUP BY had.run_id, kinds.kind
    HAVING articles >= 10
),
thin AS (
    SELECT
        'kind' AS what,
        kind AS name,
        any_value(an_article) FILTER (run_id = (SELECT run_id FROM this)) AS now,
        median(an_article) FILTER (run_id <> (SELECT run_id FROM this)) AS usual,
        count(*) FILTER (run_id <> (SELECT run_id FROM this)) AS runs
    FROM yield_of
    GROUP BY kind
    HAVING runs >= 3 AND now < usual / 2
),
-- Runs that asked a source at all, with the articles that they had of it.
asked AS (
    SELECT fetches.source, fetches.run_id, count(DISTINCT had.article_id) AS articles
    FROM fetches
    JOIN compared USING (run_id)
    LEFT JOIN had ON had.run_id = fetches.run_id AND had.source = fetches.source
    WHERE fetches.source IS NOT NULL
    GROUP BY ALL
),
silent AS (
    SELECT
        'source' AS what,
        source AS name,
        coalesce(any_value(articles) FILTER (run_id = (SELECT run_id FROM this)), 0) AS now,
        median(articles) FILTER (run_id <> (SELECT run_id FROM this)) AS usual,
        count(*) FILTER (run_id <> (SELECT run_id FROM this)) AS runs
    FROM asked
    GROUP BY source
    HAVING count(*) FILTER (run_id = (SELECT run_id FROM this)) = 1 AND runs >= 3 AND now = 0 AND usual >= 1
)
SELECT what, name, round(now, 2) AS now, round(usual, 2) AS usual, runs FROM thin
UNION ALL
SELECT what, name, now, usual, runs FROM silent
ORDER BY what, name
