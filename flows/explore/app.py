"""The web application: a page, and answers in JSON about what is published. It reads; only judgements are written."""

import datetime as dt
import getpass
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from flows.explore.article import article_answer, unjudged_answer
from schemas.errors import NewsfactsError, UsageError, WarehouseError
from schemas.moments import utc_now
from schemas.reviews import Review
from warehouse import explore, reviews
from warehouse.explore import Filter

STATIC = Path(__file__).with_name("static")

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
"""The browser runs and loads nothing but our own files, whatever an article contains."""

Call = Callable[[Request], Awaitable[Response]]

NOTE = 2_000
"""Characters of a note at most."""


def application(data: Path, hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")) -> Starlette:
    """The application over what is published in `data`.

    It answers under the names `hosts` only, so that no foreign page can reach it by pointing its own name here.
    """
    return Starlette(
        routes=_routes(data),
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={NewsfactsError: _sorry},
    )


def _routes(data: Path) -> list[BaseRoute]:
    lists: Mapping[str, Callable[[Request], Any]] = {
        "choices": lambda _: explore.choices(data),
        "events": lambda request: explore.events(data, _filter(request), _page(request)),
        "figures": lambda request: explore.figures(data, _filter(request), _page(request)),
        "articles": lambda request: explore.articles(data, _filter(request), _page(request)),
        "places": lambda request: explore.places(data, _filter(request)),
        "days": lambda request: explore.days(data, _filter(request)),
        "subjects": lambda request: explore.subjects(data, _filter(request)),
        "series": lambda request: explore.series(data, _filter(request)),
        "article/{article_id}": lambda request: article_answer(data, request.path_params["article_id"]),
        "unjudged": lambda request: unjudged_answer(data, request.query_params.get("table") or None),
        "precision": lambda _: reviews.precision(data).to_pylist(),
    }
    return [
        Route("/", _index),
        *(Route(f"/api/{path}", _answering(answer)) for path, answer in lists.items()),
        Route("/api/reviews", _reviewing(data), methods=["POST"]),
        Mount("/static", _Static(directory=STATIC)),
    ]


class _Static(StaticFiles):
    """Our own files, with our own headers."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


async def _index(_: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers=HEADERS)


def _answering(answer: Callable[[Request], Any]) -> Call:
    async def call(request: Request) -> Response:
        return _json(await run_in_threadpool(answer, request))

    return call


def _json(said: Any, status: int = 200) -> Response:
    text = json.dumps(said, ensure_ascii=False, default=_iso, allow_nan=False)
    return Response(text, status_code=status, media_type="application/json", headers=HEADERS)


def _iso(value: dt.date) -> str:
    return value.isoformat()


async def _sorry(_: Request, error: Exception) -> Response:
    status = 400 if isinstance(error, UsageError) else 503 if isinstance(error, WarehouseError) else 500
    return _json({"error": str(error)}, status)


def _filter(request: Request) -> Filter:
    """The filter that the address asks for; parts that say nothing are not asked. Raises UsageError for a bad day."""
    said: dict[str, Any] = {
        field.name: value for field in fields(Filter) if (value := request.query_params.get(field.name, "").strip())
    }
    for name in ("since", "until"):
        if name in said:
            said[name] = _day(name, said[name])
    return Filter(**said)


def _day(name: str, said: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except ValueError as error:
        raise UsageError(f"{name} is {said!r}, which is no date: write it as 2020-03-25.") from error


def _page(request: Request) -> int:
    said = request.query_params.get("page", "0")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _reviewing(data: Path) -> Call:
    async def call(request: Request) -> Response:
        # A foreign page can send a form or a text here unasked, but no JSON.
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise UsageError("A judgement is sent as application/json.")
        said = await _body(request)
        await run_in_threadpool(_judge, data, said)
        return _json({"kept": True}, 201)

    return call


async def _body(request: Request) -> Mapping[str, Any]:
    try:
        said = await request.json()
    except ValueError as error:
        raise UsageError("A judgement is sent as one JSON object.") from error
    if not isinstance(said, dict):
        raise UsageError("A judgement is sent as one JSON object.")
    return said


def _judge(data: Path, said: Mapping[str, Any]) -> None:
    """Keep the verdict on a fact, with what the fact claims now; raises UsageError where there is no such fact."""
    verdict, note = said.get("verdict"), str(said.get("note") or "").strip()[:NOTE]
    if verdict not in ("right", "wrong"):
        raise UsageError(f"The verdict is {verdict!r}: it must be right or wrong.")
    wanted = (said.get("table_name"), said.get("fact_id"))
    claims = reviews.claims_of(data, str(said.get("article_id")))
    claim = next((row for row in claims if (row["table_name"], row["fact_id"]) == wanted), None)
    if claim is None:
        raise UsageError(f"There is no fact {wanted[1]!r} in {wanted[0]!r} of this article any more: load it anew.")
    kept = {field.name: claim[field.name] for field in fields(Review) if field.name in claim}
    judgement = {"reviewed_at": utc_now(), "verdict": verdict, "note": note or None, "reviewer": _reviewer()}
    reviews.add(data, Review(**{**kept, **judgement}))


def _reviewer() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return None
