-- What `make run` shows at its end: figures and events of the example articles, each with its sentence.
SELECT 'figure' AS fact, figure_facts.text AS said, concat_ws(' ', comparison, coalesce(value, value_low), unit) AS what,
    concat_ws(': ', measure, subject) AS about, location, left(sentence, 48) || ' …' AS sentence
FROM figure_facts
WHERE url LIKE '%port-lease'
UNION ALL
SELECT 'event', trigger, concat_ws(' ', type, mode, status), concat_ws(' > ', actors, recipients), location, left(sentence, 48) || ' …'
FROM event_facts
WHERE url LIKE '%port-lease'
