-- A figure's claim: how much of what.
SELECT
    figure_id AS fact_id, article_id, version, sentence_no, start, "end", text, confidence, kind,
    to_json({
        'kind': kind, 'value': value, 'value_low': value_low, 'value_high': value_high, 'comparison': comparison,
        'unit': unit, 'per': per, 'subject': subject, 'measure': measure, 'negated': negated, 'change': change,
        'change_role': change_role, 'as_of': as_of, 'location': location, 'actor': actor, 'attributed_to': attributed_to
    })::VARCHAR AS claim
FROM figure_facts
