-- Who of one article is who of another: each named actor of a current article with the key it shares with those of the same name, kind and country. A person of one word ("Lee") has none.
WITH named AS (
    SELECT
        latest_actors.*,
        -- "The ACME Corp." and "Acme": lower case, no accents, no signs, no article, no legal form.
        trim(regexp_replace(
            regexp_replace(
                regexp_replace(strip_accents(lower(latest_actors.name)), '[^\p{L}\p{N}]+', ' ', 'g'),
                '^\s*the ', ''
            ),
            '( (inc|corp|corporation|ltd|limited|plc|co|llc|gmbh|ag|sa|nv))+\s*$', ''
        )) AS name_key
    FROM latest_actors
    WHERE EXISTS (
        SELECT 1
        FROM actor_mentions
        WHERE actor_mentions.actor_id = latest_actors.actor_id AND actor_mentions.form = 'name'
    )
),
-- A name whose country is unsaid in one article has the one that others say, where they say one alone.
countries AS (
    SELECT name_key, kind, max(country_iso3) AS country_iso3
    FROM named
    GROUP BY name_key, kind
    HAVING count(DISTINCT country_iso3) = 1
)
SELECT
    named.actor_id,
    named.article_id,
    named.version,
    concat_ws('|', named.name_key, named.kind, coalesce(named.country_iso3, countries.country_iso3)) AS actor_key,
    named.name,
    named.kind,
    coalesce(named.country_iso3, countries.country_iso3) AS country_iso3,
    named.sector,
    named.role_title
FROM named
LEFT JOIN countries ON countries.name_key = named.name_key AND countries.kind = named.kind
WHERE named.name_key <> '' AND (named.kind <> 'person' OR contains(named.name_key, ' '))
