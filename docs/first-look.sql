-- What `make run` shows at its end: the facts of one example article in the order of its text.
WITH facts AS (
    SELECT
        start,
        text AS said,
        concat_ws(
            ' ', nullif(comparison, '='),
            CASE WHEN value = floor(value) THEN format('{:,}', CAST(value AS BIGINT)) ELSE CAST(value AS VARCHAR) END,
            unit, measure
        ) AS fact,
        subject AS who_or_what,
        location AS place
    FROM figure_facts
    WHERE url LIKE '%port-lease' AND kind <> 'duration'
    UNION ALL
    SELECT start, trigger, concat_ws(' ', type, mode, status), concat_ws(' > ', actors, recipients), location
    FROM event_facts
    WHERE url LIKE '%port-lease' AND same_as IS NULL
)
SELECT said, fact, who_or_what, place FROM facts ORDER BY start LIMIT 20
