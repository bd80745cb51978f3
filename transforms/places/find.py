"""Finding places: from a reading to the rows of `locations` and `location_mentions`."""

from collections.abc import Iterable

from schemas.facts import FactTables
from schemas.ids import make_id
from schemas.ontology import LocationKind
from schemas.places import Location, LocationMention
from transforms.places.evidence import places_among
from transforms.places.lookup import Place, load
from transforms.places.resolve import senses
from transforms.places.sense import Sense, confidence
from transforms.places.spots import Spot, spots
from transforms.reading import Reading


def find_places(reading: Reading, found: FactTables) -> FactTables:
    """The same tables with the places that the article names, and where it names them.

    Spans that are dates already are none. A name that cannot be resolved has a location without coordinates.
    """
    gazetteer = load()
    dates = [(row.start, row.end) for row in found.date_mentions]
    free = [spot for spot in spots(reading, gazetteer) if not _taken(reading, spot, dates)]
    kept = places_among(reading, free, gazetteer)
    pairs = [_rows(reading, s, sense) for s, sense in zip(kept, senses(reading, kept, gazetteer), strict=True)]
    locations = {location.location_id: location for location, _ in pairs}
    return found.adding(locations=locations.values(), location_mentions=(mention for _, mention in pairs))


def _taken(reading: Reading, spot: Spot, spans: Iterable[tuple[int, int]]) -> bool:
    start, end = reading.tokens[spot.first].start, reading.tokens[spot.last - 1].end
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _rows(reading: Reading, spot: Spot, sense: Sense) -> tuple[Location, LocationMention]:
    first, last = reading.tokens[spot.first], reading.tokens[spot.last - 1]
    text = reading.text[first.start : last.end]
    location = _located(sense.place) if sense.place else _unlocated(text, spot.kind or "other")
    mention = LocationMention(
        article_id=reading.article.article_id, version=reading.article.version, sentence_no=first.sentence,
        start=first.start, end=last.end, text=text, confidence=confidence(sense.by, location.kind),
        location_id=location.location_id, resolved_by=sense.by,
    )  # fmt: skip
    return location, mention


def _located(place: Place) -> Location:
    return Location(
        location_id=place.location_id, name=place.name, kind=place.kind, country_iso2=place.iso2,
        country_iso3=place.iso3, admin1=place.admin1, latitude=place.latitude, longitude=place.longitude,
        population=place.population or None,
    )  # fmt: skip


def _unlocated(name: str, kind: LocationKind) -> Location:
    """A place without coordinates: all it has is its name and kind, and they make its id."""
    plain = " ".join(name.split())
    return Location(location_id="text:" + make_id("place", plain, kind), name=plain, kind=kind)
