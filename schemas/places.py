"""locations and location_mentions: places on the map, and where the text names them."""

from dataclasses import dataclass

from schemas.ontology import LocationKind, ResolvedBy
from schemas.spans import SPAN_FORWARD, SpanRow
from schemas.table import Row, Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Row):
    """One place. The row depends on its id alone, never on an article."""

    location_id: str = column("geonames:170654, or text: and a hash where the gazetteer has none")
    name: str = column("the gazetteer's name, else the text's")
    kind: LocationKind = column("what kind of place")
    country_iso2: str | None = column("ISO 3166-1 alpha-2", default=None)
    country_iso3: str | None = column("ISO 3166-1 alpha-3", default=None)
    admin1: str | None = column("first-level division (state, province), by name", default=None)
    latitude: float | None = column("degrees north; null when unresolved", default=None, ge=-90, le=90)
    longitude: float | None = column("degrees east; null when unresolved", default=None, ge=-180, le=180)
    population: int | None = column("inhabitants, where known", default=None, ge=0, wide=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationMention(SpanRow):
    """One span that names a place."""

    location_id: str = column("the place")
    resolved_by: ResolvedBy = column("what decided which place is meant; none: no coordinates")


LOCATIONS = Table("locations", Location, ("location_id",), "Every place that some article names.")
LOCATION_MENTIONS = Table(
    "location_mentions",
    LocationMention,
    ("article_id", "version", "start", "end"),
    "Every span that names a place.",
    (SPAN_FORWARD,),
)
