SELECT type, status, trigger, actors, place, date_start, left(sentence, 60) AS sentence
FROM event_facts
ORDER BY published_at, start
LIMIT 12
