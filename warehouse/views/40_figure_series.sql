-- What is said of one subject over time: one row a figure, by the day it holds for, else the day of publication (null where neither is known to the day).
SELECT
    subject_head,
    measure,
    kind,
    unit,
    per,
    location,
    country_iso3,
    CASE
        WHEN as_of IS NOT NULL THEN as_of
        WHEN published_precision IN ('second', 'day') THEN CAST(published_at AS DATE)
    END AS day,
    CASE
        WHEN as_of IS NOT NULL THEN 'text'
        WHEN published_precision IN ('second', 'day') THEN 'publication'
    END AS day_from,
    value,
    value_low,
    value_high,
    comparison,
    change,
    change_role,
    subject,
    attributed_to,
    confidence,
    sentence,
    url,
    figure_id,
    article_id,
    version
FROM figure_facts
WHERE is_latest AND subject_head IS NOT NULL
