-- An event's claim: what happened, by whom, to whom, where, when, and whether it did.
SELECT
    events.event_id AS fact_id, events.article_id, events.version, events.sentence_no,
    events.trigger_start AS start, events.trigger_end AS "end", events.trigger AS text,
    events.confidence, events.type AS kind,
    to_json({
        'type': facts.type, 'mode': facts.mode, 'status': facts.status, 'actors': facts.actors, 'recipients': facts.recipients,
        'participants': facts.participants, 'instruments': facts.instruments, 'location': facts.location,
        'date_start': facts.date_start, 'date_end': facts.date_end, 'attributed_to': facts.attributed_to,
        'killed_low': facts.killed_low, 'killed_high': facts.killed_high,
        'injured_low': facts.injured_low, 'injured_high': facts.injured_high
    })::VARCHAR AS claim
FROM events
JOIN event_facts AS facts ON facts.event_id = events.event_id
