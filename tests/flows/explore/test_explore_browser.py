"""The explorer in a real browser: found, filtered, read and judged by hand."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn

from flows.explore.app import application
from schemas.facts import to_batch
from tests.flows.explore.browser import PROGRAM, Browser
from tests.schemas.march import march
from warehouse.publish import publish
from warehouse.store import Warehouse

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine")

SCRIPT = "<img src=x onerror='document.title=`owned`'><script>document.title='owned'</script>"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("data")
    hostile = march("c", 1, 44)
    (article,) = hostile.articles
    hostile = hostile.adding(articles=[replace(article, title=SCRIPT, site_name=SCRIPT, authors=SCRIPT)])
    with Warehouse.open(data) as warehouse:
        warehouse.load(to_batch([march("a"), march("b", 1, 30, published="2024-06-02"), hostile]), run_id="r")
        publish(warehouse)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application(data), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


def keep(browser: Browser, name: str) -> None:
    """Keep a picture of the page where the tester asked for them."""
    if folder := os.environ.get("SCREENSHOTS"):
        browser.screenshot(Path(folder, f"{name}.png"))


def text(selector: str) -> str:
    return f"document.querySelector('{selector}')?.innerText"


def test_events_are_listed_mapped_and_filtered(browser: Browser, address: str) -> None:
    browser.open(f"{address}/#/events")
    assert browser.wait("document.querySelectorAll('.fact').length") == 6
    assert browser.run("document.querySelectorAll('.map circle').length") == 1
    keep(browser, "events")
    browser.wait("document.forms[0].type.options.length > 1")
    browser.run("document.forms[0].type.value = 'COERCE'; document.forms[0].dispatchEvent(new Event('input'))")
    assert browser.wait("document.querySelectorAll('.fact').length == 3 && location.hash") == "#/events?type=COERCE"
    browser.run("document.querySelector('.chart rect').dispatchEvent(new Event('click'))")
    assert "since=" in browser.wait("location.hash.includes('since') && location.hash")


def test_figures_are_drawn_over_time(browser: Browser, address: str) -> None:
    browser.open(f"{address}/#/figures")
    browser.wait("document.querySelectorAll('.subjects button').length")
    browser.run("document.querySelector('.subjects button').click()")
    assert browser.wait("document.querySelectorAll('.chart .point').length") == 3
    keep(browser, "figures")


def test_an_article_is_read_with_its_facts_and_judged(browser: Browser, address: str) -> None:
    browser.open(f"{address}/#/articles")
    browser.wait("document.querySelectorAll('.fact a').length")
    browser.open(f"{address}/#/article/a?at=2")
    assert "Farmers marched" in browser.wait(text(".text"))
    assert browser.run(text(".text mark.event")) == "marched"
    browser.run("document.querySelector('.claim button[name=wrong]').click()")
    browser.wait("document.querySelector('.claim.wrong') !== null")
    keep(browser, "article")
    browser.open(f"{address}/#/quality")
    assert "events" in browser.wait(text("table"))


def test_facts_drawn_at_random_are_judged(browser: Browser, address: str) -> None:
    browser.open(f"{address}/#/review?table=figures")
    assert browser.wait("document.querySelectorAll('.claim').length") == 3
    browser.run("document.querySelector('.claim button[name=right]').click()")
    browser.wait("document.querySelector('.claim.right') !== null")
    keep(browser, "review")


def test_markup_in_an_article_stays_text_and_no_page_fails(browser: Browser, address: str) -> None:
    browser.open(f"{address}/#/article/c")
    assert browser.wait(text("main h2")) == SCRIPT
    browser.open(f"{address}/#/events")
    browser.wait("document.querySelectorAll('.fact').length == 6")
    assert browser.run("document.title") == "newsfacts"
    assert not browser.said
