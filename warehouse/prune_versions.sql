-- Versions of articles to drop: older than the newest $keep_versions of their article, and not current.
SELECT article_id, version
FROM articles
QUALIFY NOT is_current
    AND row_number() OVER (PARTITION BY article_id ORDER BY version DESC) > $keep_versions
