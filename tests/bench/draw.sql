-- Each row of event_facts with where its trigger and its sentence begin, and the two sentences before it: what a reader needs to judge it.
WITH said AS (
    SELECT
        article_id, version, sentence_no, start,
        concat_ws(' ', lag(text, 2) OVER run, lag(text) OVER run) AS before
    FROM sentences
    WINDOW run AS (PARTITION BY article_id, version ORDER BY sentence_no)
)
SELECT facts.*, events.trigger_start, said.start AS sentence_start, said.before
FROM event_facts AS facts
JOIN events USING (event_id)
JOIN said
    ON said.article_id = facts.article_id
    AND said.version = facts.version
    AND said.sentence_no = facts.sentence_no
WHERE facts.is_latest
ORDER BY facts.event_id
