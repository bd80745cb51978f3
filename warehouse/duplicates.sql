-- Which staged articles may repeat which other article: those whose sampled shingles mostly stand in the other, and
-- those whose text is that of a stored one. Copies of copies do not count: only originals are compared with.
WITH originals AS (
    SELECT article_id, version, text_sha256
    FROM articles
    WHERE is_current AND duplicate_of IS NULL
      AND article_id NOT IN (SELECT article_id FROM staged_articles)
),
mine AS (
    SELECT DISTINCT article_id, version, shingle
    FROM staged_shingles
),
sizes AS (
    SELECT article_id, version, count(*) AS n
    FROM mine
    GROUP BY article_id, version
),
theirs AS (
    SELECT s.article_id, s.version, s.shingle
    FROM shingles AS s
    JOIN originals AS o USING (article_id, version)
    WHERE s.shingle IN (SELECT shingle FROM mine)
    UNION ALL
    SELECT article_id, version, shingle
    FROM mine
),
telling AS (
    SELECT shingle
    FROM theirs
    GROUP BY shingle
    HAVING count(*) <= $originals
),
contained AS (
    SELECT mine.article_id, mine.version, theirs.article_id AS other, count(*) / any_value(sizes.n) AS share
    FROM mine
    JOIN telling USING (shingle)
    JOIN theirs USING (shingle)
    JOIN sizes ON sizes.article_id = mine.article_id AND sizes.version = mine.version
    WHERE theirs.article_id <> mine.article_id
    GROUP BY mine.article_id, mine.version, theirs.article_id, theirs.version
    HAVING count(*) >= $shared AND count(*) >= $contained * any_value(sizes.n)
),
identical AS (
    SELECT a.article_id, a.version, min(o.article_id) AS other, 1.0 AS share
    FROM staged_articles AS a
    JOIN originals AS o ON o.text_sha256 = a.text_sha256
    GROUP BY a.article_id, a.version
)
SELECT article_id, version, other
FROM (FROM contained UNION ALL FROM identical)
GROUP BY article_id, version, other
ORDER BY article_id, version, max(share) DESC, other;
