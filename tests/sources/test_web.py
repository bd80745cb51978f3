"""Pages over HTTP: what is had, what is refused, and what is tried again."""

import datetime as dt
import gzip
import ssl
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sources import Attempt, FetchSettings, Reference, fetch
from tests.webserver import Reply, WebServer, gzipped, redirect

PAGE = b"<html><body><h1>Ferry runs again</h1><p>The ferry to the island runs again.</p></body></html>"

Settings = Callable[..., FetchSettings]


def fetch_one(url: str, settings: FetchSettings) -> Attempt:
    [attempt] = fetch([Reference(kind="page", location=url)], settings=settings)
    return attempt


def test_a_page_comes_with_its_bytes_and_provenance(server: WebServer, settings: FetchSettings) -> None:
    url = server.serve("/a", Reply(PAGE, headers={"ETag": '"v1"', "Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT"}))
    attempt = fetch_one(url, settings)
    assert attempt.document
    assert attempt.document.body == PAGE
    assert (attempt.document.kind, attempt.document.url, attempt.document.charset) == ("html", url, "utf-8")
    assert (attempt.outcome, attempt.status, attempt.bytes, attempt.etag) == ("new", 200, len(PAGE), '"v1"')
    assert attempt.last_modified == "Sun, 01 Mar 2026 10:00:00 GMT"
    assert (attempt.redirected_to, attempt.error) == (None, None)


def test_the_client_says_who_it_is(server: WebServer, settings: FetchSettings) -> None:
    fetch_one(server.serve("/a", Reply(PAGE)), settings)
    assert server.requests[0][1]["User-Agent"].startswith("newsfacts/")


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(status=404), "not_found"),
        (Reply(status=410), "not_found"),
        (Reply(status=403), "http_error"),
        (Reply(status=304), "http_error"),
        (Reply(b""), "empty"),
        (Reply(b"%PDF-1.7", content_type="application/pdf"), "unsupported"),
        (Reply(PAGE, length=len(PAGE) + 10), "truncated"),
        (gzipped(PAGE, cut=5), "truncated"),
        (gzipped(PAGE, cut=30), "truncated"),
        (Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"}), "bad_encoding"),
        (Reply(PAGE, headers={"Content-Encoding": "gzip, gzip"}), "bad_encoding"),
        (Reply(PAGE, headers={"Content-Encoding": "br"}), "bad_encoding"),
        (Reply(status=302), "bad_redirect"),
        (redirect("file:///etc/passwd"), "bad_url"),
        (redirect("gopher://example.org/"), "bad_url"),
        (redirect("/a"), "bad_redirect"),
    ],
)
def test_what_is_no_page_is_an_attempt_that_says_why(
    server: WebServer, settings: FetchSettings, reply: Reply, outcome: str
) -> None:
    attempt = fetch_one(server.serve("/a", reply), settings)
    assert (attempt.outcome, attempt.document) == (outcome, None)
    assert attempt.error


def test_redirects_are_followed_and_recorded(server: WebServer, settings: FetchSettings) -> None:
    server.serve("/new", Reply(PAGE))
    server.serve("/middle", redirect("new", 308))
    attempt = fetch_one(server.serve("/old", redirect("/middle", 301)), settings)
    assert attempt.redirected_to == server.url("/new")
    assert attempt.document
    assert (attempt.document.url, attempt.document.source_id) == (server.url("/new"), server.url("/old"))


def test_a_redirect_is_followed_in_whichever_encoding_it_comes(server: WebServer, settings: FetchSettings) -> None:
    server.serve("/caf%C3%A9", Reply(PAGE))
    for place in (b"/caf%C3%A9", "/caf\xe9".encode(), "/caf\xe9".encode("latin-1")):
        head = b"HTTP/1.1 302 Found\r\nLocation: " + place + b"\r\nContent-Length: 0\r\n\r\n"
        assert fetch_one(server.serve("/a", Reply(head, bare=True)), settings).outcome == "new"


def test_a_redirect_in_circles_ends_after_the_hops_allowed(server: WebServer, make_settings: Settings) -> None:
    server.serve("/b", redirect("/a"))
    attempt = fetch_one(server.serve("/a", redirect("/b")), make_settings(max_redirects=4))
    assert attempt.outcome == "bad_redirect"
    assert len(server.requests) == 5


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_page_over_the_limit_is_too_large_and_one_at_the_limit_is_not(
    server: WebServer, make_settings: Settings, encoding: str
) -> None:
    body = gzip.compress(PAGE) if encoding == "gzip" else PAGE
    url = server.serve("/a", Reply(body, headers={"Content-Encoding": encoding}))
    assert fetch_one(url, make_settings(max_bytes=len(PAGE) - 1)).outcome == "too_large"
    at_limit = make_settings(max_bytes=max(len(PAGE), len(body)))
    assert fetch_one(url, at_limit).outcome == "new"


def test_a_gzip_bomb_is_stopped_while_it_streams(server: WebServer, make_settings: Settings) -> None:
    def bomb() -> Iterator[bytes]:
        compress = zlib.compressobj(9, wbits=31)
        for _ in range(1000):
            yield compress.compress(bytes(1_000_000))

    url = server.serve("/a", Reply(bomb, headers={"Content-Encoding": "gzip"}))
    assert fetch_one(url, make_settings(max_bytes=100_000)).outcome == "too_large"


def test_many_empty_gzip_members_are_stopped_too(server: WebServer, make_settings: Settings) -> None:
    url = server.serve("/a", Reply(gzip.compress(b"") * 1000, headers={"Content-Encoding": "gzip"}))
    assert fetch_one(url, make_settings(max_bytes=5000)).outcome == "too_large"


def test_gzip_in_several_members_with_padding_is_read_whole(server: WebServer, settings: FetchSettings) -> None:
    body = gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]) + bytes(8)
    attempt = fetch_one(server.serve("/a", Reply(body, headers={"Content-Encoding": "x-gzip"})), settings)
    assert attempt.document
    assert attempt.document.body == PAGE


def test_a_server_that_never_answers_times_out(server: WebServer, make_settings: Settings) -> None:
    assert fetch_one(server.silent("/a"), make_settings(read_seconds=0.1)).outcome == "timeout"


def test_a_body_that_drips_is_cut_at_the_deadline(server: WebServer, make_settings: Settings) -> None:
    url = server.serve("/a", Reply(server.drip))
    assert fetch_one(url, make_settings(total_seconds=0.3)).outcome == "timeout"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_passing_errors_are_tried_again_with_growing_pauses(
    server: WebServer, settings: FetchSettings, waits: list[float], status: int
) -> None:
    url = server.serve("/a", Reply(status=status), Reply(status=status), Reply(PAGE))
    assert fetch_one(url, settings).outcome == "new"
    assert waits == [1.0, 2.0]


def test_lasting_errors_are_not_tried_again(server: WebServer, settings: FetchSettings, waits: list[float]) -> None:
    url = server.serve("/a", Reply(status=404), Reply(PAGE))
    assert fetch_one(url, settings).outcome == "not_found"
    assert waits == []


def test_it_gives_up_after_the_attempts_allowed(server: WebServer, settings: FetchSettings) -> None:
    attempt = fetch_one(server.serve("/a", Reply(status=500)), settings)
    assert (attempt.outcome, attempt.status) == ("http_error", 500)
    assert server.asked("/a") == settings.attempts


@pytest.mark.parametrize(("said", "seconds"), [("7", 7.0), ("Sun, 01 Mar 2026 12:00:09 GMT", 9.0), ("soon", 1.0)])
def test_a_server_that_asks_for_time_is_given_it(
    server: WebServer, settings: FetchSettings, waits: list[float], said: str, seconds: float
) -> None:
    url = server.serve("/a", Reply(status=503, headers={"Retry-After": said}), Reply(PAGE))
    assert fetch_one(url, settings).outcome == "new"
    assert waits == [seconds]


def test_a_server_that_asks_for_an_hour_is_left_alone(
    server: WebServer, settings: FetchSettings, waits: list[float]
) -> None:
    url = server.serve("/a", Reply(status=429, headers={"Retry-After": "3600"}))
    assert fetch_one(url, settings).status == 429
    assert waits == []


def test_a_host_that_refuses_connections_is_a_connection_that_failed(make_settings: Settings) -> None:
    with WebServer().running() as gone:
        url = gone.url("/a")
    assert fetch_one(url, make_settings(attempts=1)).outcome == "connection_failed"


@pytest.mark.parametrize("url", ["http://[::1", "http://", "https://exa mple.org:99999/", "http://xn--.example/"])
def test_nonsense_for_a_url_is_an_attempt_too(settings: FetchSettings, url: str) -> None:
    assert fetch_one(url, settings).outcome in ("bad_url", "connection_failed")


@pytest.fixture
def unknown_certificate(tmp_path: Path) -> ssl.SSLContext:
    """The server's side of TLS, with a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    day = dt.timedelta(days=1)
    now = dt.datetime.now(dt.UTC)
    certificate = builder.not_valid_before(now - day).not_valid_after(now + day).sign(key, hashes.SHA256())
    file = tmp_path / "server.pem"
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(key.private_bytes(pem, *plain) + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_certificate_that_nobody_vouches_for_is_refused(
    unknown_certificate: ssl.SSLContext, settings: FetchSettings, waits: list[float]
) -> None:
    with WebServer(unknown_certificate).running() as server:
        attempt = fetch_one(server.serve("/a", Reply(PAGE)), settings)
    assert (attempt.outcome, waits, server.requests) == ("tls_failed", [], [])


def test_one_bad_page_disturbs_no_other_and_order_is_kept(server: WebServer, settings: FetchSettings) -> None:
    urls = [
        server.serve("/1", Reply(PAGE)),
        server.serve("/2", Reply(status=404)),
        server.serve("/3", gzipped(PAGE, cut=9)),
        server.serve("/4", gzipped(PAGE)),
    ]
    attempts = fetch([Reference(kind="page", location=url) for url in urls], settings=settings)
    assert [a.outcome for a in attempts] == ["new", "not_found", "truncated", "new"]
    assert [a.source_id for a in attempts] == urls


def test_proxy_variables_are_not_obeyed(
    server: WebServer, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert fetch_one(server.serve("/a", Reply(PAGE)), settings).outcome == "new"
