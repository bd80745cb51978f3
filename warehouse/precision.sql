-- Precision by table and kind of fact from what was judged, with Wilson's interval.
WITH counted AS (
    SELECT
        table_name,
        coalesce(kind, 'all') AS kind,
        count(*) FILTER (fate = 'standing') AS n,
        count(*) FILTER (fate = 'standing' AND verdict = 'right') AS correct,
        count(*) FILTER (fate <> 'standing' AND verdict = 'wrong') AS mended,
        count(*) FILTER (fate <> 'standing' AND verdict = 'right') AS lost
    FROM judged
    GROUP BY GROUPING SETS ((table_name, kind), (table_name))
),
wilson AS (
    SELECT
        *,
        correct / nullif(n, 0) AS p,
        1.96 * 1.96 / nullif(n, 0) AS zz
    FROM counted
),
bounds AS (
    SELECT
        *,
        (p + zz / 2) / (1 + zz) AS centre,
        1.96 * sqrt(p * (1 - p) / n + zz / (4 * n)) / (1 + zz) AS half
    FROM wilson
)
SELECT
    table_name,
    kind,
    n AS judged,
    correct,
    round(p, 3) AS precision,
    round(centre - half, 3) AS at_least,
    round(centre + half, 3) AS at_most,
    mended,
    lost
FROM bounds
ORDER BY table_name, kind = 'all' DESC, judged DESC, kind
