-- One row for each actor over all current articles, told apart by name, kind and country; its rows in each article are in actor_keys. Namesakes fall together.
SELECT
    actor_keys.actor_key,
    mode(actor_keys.name ORDER BY actor_keys.name) AS name,
    any_value(actor_keys.kind) AS kind,
    any_value(actor_keys.country_iso3) AS country_iso3,
    mode(actor_keys.sector ORDER BY actor_keys.sector) AS sector,
    arg_max(actor_keys.role_title, latest_articles.published_at) AS last_role_title,
    count(DISTINCT actor_keys.article_id) AS articles,
    CAST(sum(counted.mentions) AS BIGINT) AS mentions,
    min(latest_articles.published_at) AS first_seen,
    max(latest_articles.published_at) AS last_seen
FROM actor_keys
JOIN latest_articles ON latest_articles.article_id = actor_keys.article_id AND latest_articles.version = actor_keys.version
LEFT JOIN (
    SELECT actor_id, count(*) AS mentions
    FROM actor_mentions
    GROUP BY actor_id
) AS counted ON counted.actor_id = actor_keys.actor_id
GROUP BY actor_keys.actor_key
