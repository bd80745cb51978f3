-- Current versions of articles, without those that repeat another one.
SELECT *
FROM articles
WHERE is_current AND duplicate_of IS NULL
