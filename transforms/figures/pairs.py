"""Pairs: neighbouring amounts made out together: ranges, ratios, scores, shared units."""

import itertools
from dataclasses import replace

from transforms.figures import change as changes
from transforms.figures.ages import as_age, as_another_age
from transforms.figures.amounts import Amount
from transforms.figures.bounds import cue_before
from transforms.figures.exclude import is_another_year, is_dangling, is_excluded, is_pronoun
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, lower
from transforms.figures.money import as_pounds
from transforms.figures.ranges import alike, as_range, joint, scaled_alike, sharing
from transforms.figures.ratios import as_ratio
from transforms.figures.scores import as_score
from transforms.figures.units import denominator
from transforms.reading import Reading


def paired(line: Line, amounts: list[Amount], reading: Reading) -> list[Amount]:
    """Ranges joined, ratios, scores and ages made out, units shared along lists, and what is no figure left out."""
    joined: list[Amount] = []
    behind, years = -1, -1
    for amount in (as_age(line, as_pounds(line, amount, reading), reading) for amount in amounts):
        excluded = is_excluded(line, amount, reading, behind) or is_another_year(line, amount, years)
        behind = amount.last
        if excluded:
            years = amount.last
            continue
        if joined and (rate := _as_rate(line, joined[-1], amount)) is not None:
            joined[-1] = rate
            continue
        if joined and (pair := _pair(line, joined[-1], amount, reading)) is not None:
            joined[-1] = pair
        else:
            joined.append(amount)
    for i in range(len(joined) - 2, -1, -1):
        if joint(line, joined[i], joined[i + 1]) and joined[i].kind == "count" and joined[i + 1].kind != "score":
            joined[i] = sharing(joined[i], joined[i + 1])
    for i in range(1, len(joined)):
        if (
            joined[i - 1].kind == "age"
            and joined[i].kind in ("count", "duration")
            and joint(line, joined[i - 1], joined[i])
        ):
            joined[i] = as_another_age(joined[i], joined[i - 1])
    joined = [_by_time(line, amount) for amount in _said_again(line, joined)]
    return [amount for amount in joined if not (is_dangling(line, amount) or is_pronoun(line, amount, reading))]


def _said_again(line: Line, amounts: list[Amount]) -> list[Amount]:
    """40,000 yen ($380) for one and 52,000 ($490) for the other: the yen of the second."""
    currency: str | None = None
    said: list[Amount] = []
    for amount, after in itertools.zip_longest(amounts, amounts[1:]):
        if after is not None and after.kind == "money" and [x.text for x in line[amount.last : after.first]] == ["("]:
            currency = amount.currency or currency
            if currency and amount.kind == "count" and not amount.measured:
                amount = replace(amount, kind="money", currency=currency)  # noqa: PLW2901  # the same amount, understood
        said.append(amount)
    return said


def _by_time(line: Line, amount: Amount) -> Amount:
    """20 flights A DAY, 78,000 times A MINUTE: a count with the time behind what it counts."""
    words = lexicon()
    if amount.kind != "count" or amount.per or amount.measured:
        return amount
    for k in range(amount.last, min(amount.last + 3, len(line))):
        if line[k].kind != "word" or line[k].lower in words.sets["stops"] - {"per"}:
            return amount
        timed = lower(line, k) in ("a", "an", "every", "each") and lower(line, k + 1) in words.sets["periods"]
        timed = timed or (lower(line, k) == "per" and k + 1 < len(line) and line[k + 1].kind == "word")
        if timed and k > amount.last:
            found = denominator(line, k, measured=False)
            apart = lower(line, k + 2) in ("ago", "earlier", "later", "after", "before", "old", "-")
            return amount if found is None or apart else replace(amount, per=found[0])
    return amount


def _as_rate(line: Line, first: Amount, second: Amount) -> Amount | None:
    """35 cases PER 100,000 PEOPLE: the second number is what the first is counted by."""
    between = [x.lower for x in line[first.last : second.first]]
    if first.kind != "count" or first.per or not between or between[-1] not in ("per", "every") or len(between) > 4:
        return None
    if second.value is None or second.measured or any(x.kind != "word" for x in line[first.last : second.first]):
        return None
    per = denominator(line, second.first - 1, measured=False) if between[-1] == "per" else None
    return replace(first, per=per[0] if per else line[second.first].text)


def _pair(line: Line, first: Amount, second: Amount, reading: Reading) -> Amount | None:
    if "multiple" in (first.form, second.form):
        return None
    how = joint(line, first, second)
    ratio = as_ratio(line, first, second)
    if ratio or how is None or first.comparison == "range" or second.comparison == "range":
        return ratio
    score = as_score(line, first, second) if how in ("-", "to") else None
    if score:
        return score
    return as_range(first, second) if _is_range(line, first, second, how, reading) else None


def _is_range(line: Line, first: Amount, second: Amount, how: str, reading: Reading) -> bool:
    """Whether two amounts bound one: "5 to 7", "between 5 and 7", "$5-7 million", "two or three"."""
    scaled = scaled_alike(first, second)
    if (
        scaled.value is None
        or second.value is None
        or not alike(first, second)
        or (first.form != second.form and "part" in (first.form, second.form))
    ):
        return False
    cue = cue_before(line, first)
    before = lower(line, (cue[1] if cue else first.first) - 1)
    rises = scaled.value < second.value
    if how == "and":
        return before == "between"
    if how == "or":
        return (
            second.value == scaled.value + 1
            and scaled.value % 1 == 0
            and line[first.last].text != "-"
            and scaled.value < 20
        )
    if how == "to":
        return before == "from" or (rises and changes.told(line, first.first, first, reading, None) is None)
    return how == "-" and rises
