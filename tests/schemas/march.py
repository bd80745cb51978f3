"""One small article with a row in every table, for tests that want to know each row."""

import datetime as dt

from schemas.actors import Actor, ActorMention
from schemas.articles import Article, SentenceRow
from schemas.dates import DateMention
from schemas.events import Event, EventActor, EventLink
from schemas.facts import Batch, FactTables, to_batch
from schemas.figures import Figure
from schemas.ids import make_id, text_sha256
from schemas.places import Location, LocationMention
from schemas.quotes import Quote

ALERIA = Location(
    location_id="geonames:1", name="Aléria", kind="city", country_iso3="FRA", latitude=42.1, longitude=9.5
)


def march(
    article: str = "a", version: int = 1, arrested: int = 12, *, published: str | None = "2024-05-02"
) -> FactTables:
    """People march, police arrest some of them, and say so. The emoji sees to it that bytes and code points differ."""
    text = f"👍 Farmers marched in Aléria on Monday. Police arrested {arrested} farmers, “all of them”, they said."
    first = text.index(" Police")
    own = {"article_id": article, "version": version}

    def span(words: str, **more: object) -> dict[str, object]:
        start = text.index(words)
        place = {"start": start, "end": start + len(words), "text": words, "sentence_no": int(start > first)}
        return {**own, **place, "confidence": 0.9, **more}

    def named(kind: str, number: int) -> str:
        return make_id(article, version, kind, number)

    march_clause, arrest_clause = "Farmers marched in Aléria", f"Police arrested {arrested} farmers"
    triggers = {
        w: {"trigger": w, "trigger_start": text.index(w), "trigger_end": text.index(w) + len(w)}
        for w in ("marched", "arrested")
    }
    day = {"date_start": dt.date(2024, 4, 29), "date_end": dt.date(2024, 4, 29)}
    return FactTables(
        articles=(
            Article(
                **own,
                source_id=f"https://news.example/{article}",
                url=f"https://news.example/{article}",
                title="Farmers march",
                published_at=dt.datetime.fromisoformat(published) if published else None,
                published_precision="day" if published else "none",
                fetched_at=dt.datetime.fromisoformat("2024-05-03T12:30:15.123456"),
                language="en",
                text=text,
                n_words=len(text.split()),
                text_sha256=text_sha256(text),
                extractor="test 1",
            ),
        ),
        sentences=(
            SentenceRow(**own, sentence_no=0, start=0, end=first, text=text[:first]),
            SentenceRow(**own, sentence_no=1, start=first + 1, end=len(text), text=text[first + 1 :]),
        ),
        date_mentions=(DateMention(**span("Monday"), kind="DATE", value="2024-04-29", precision="day", **day),),
        locations=(ALERIA,),
        location_mentions=(LocationMention(**span("Aléria"), location_id=ALERIA.location_id, resolved_by="unique"),),
        actors=(
            Actor(**own, actor_id=named("actors", 0), name="farmers", kind="group"),
            Actor(
                **own,
                actor_id=named("actors", 1),
                name="Police",
                kind="government_body",
                country_iso3="FRA",
                sector="COP",
            ),
        ),
        actor_mentions=(
            ActorMention(**span("Farmers"), actor_id=named("actors", 0), form="nominal"),
            ActorMention(**span("Police"), actor_id=named("actors", 1), form="nominal"),
        ),
        figures=(
            Figure(
                **span(f"{arrested}"),
                figure_id=named("figures", 0),
                kind="count",
                value=arrested,
                value_low=arrested,
                value_high=arrested,
                subject="farmers",
                subject_head="farmer",
                measure="arrested",
                event_id=named("events", 1),
                location_id=ALERIA.location_id,
                actor_id=named("actors", 0),
                attributed_to=named("actors", 1),
            ),
        ),
        quotes=(
            Quote(
                **span("all of them"),
                quote_id=named("quotes", 0),
                kind="direct",
                speaker="they",
                speaker_start=text.index("they"),
                speaker_end=text.index("they") + 4,
                actor_id=named("actors", 1),
                verb="say",
            ),
        ),
        events=(
            Event(
                **span(march_clause),
                **triggers["marched"],
                event_id=named("events", 0),
                type="PROTEST",
                mode="demo",
                status="happened",
                date_precision="day",
                date_from="text",
                location_id=ALERIA.location_id,
                place_from="event",
                **day,
            ),
            Event(
                **span(arrest_clause),
                **triggers["arrested"],
                event_id=named("events", 1),
                type="COERCE",
                mode="arrest",
                status="happened",
            ),
        ),
        event_actors=(
            EventActor(**span("Farmers"), event_id=named("events", 0), role="actor", actor_id=named("actors", 0)),
            EventActor(**span("Police"), event_id=named("events", 1), role="actor", actor_id=named("actors", 1)),
            EventActor(
                **span(f"{arrested} farmers"),
                event_id=named("events", 1),
                role="recipient",
                actor_id=named("actors", 0),
            ),
        ),
        event_links=(
            EventLink(**own, event_id=named("events", 1), other_event_id=named("events", 0), relation="same"),
        ),
    )


def marches(*articles: str, **options: int) -> Batch:
    """A batch of such articles."""
    return to_batch(march(article, **options) for article in articles)
