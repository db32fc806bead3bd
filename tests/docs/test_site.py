"""The site is built without a warning, loads nothing from elsewhere, fits, and can be searched."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from attrs import frozen
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

CHECKOUT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
_QUIETLY = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# A busy machine may take its time; what is expected comes at once on any other.
expect.set_options(timeout=30_000)

each_window = pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])


@frozen
class Site:
    """The site as it is served: its address, and the pages that were built."""

    address: str
    pages: tuple[str, ...]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing of requests."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the site as `make docs` does, where no warning is let pass, and serve it."""
    folder = tmp_path_factory.mktemp("site")
    program = [Path(sys.executable).with_name("mkdocs"), "build", "--quiet", "--strict"]
    built = subprocess.run(
        [*program, "--site-dir", folder],
        cwd=CHECKOUT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    pages = (found.parent.relative_to(folder).as_posix() for found in folder.rglob("index.html"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(f"http://127.0.0.1:{server.server_port}/", tuple(sorted(pages)))
        server.shutdown()


# While Playwright runs, the thread has an event loop that no other test could run its own in.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIETLY)
        yield opened
        opened.close()


@each_window
def test_pages_stand_alone_and_fit(site: Site, browser: Browser, window: ViewportSize) -> None:
    """No page asks anybody else for anything, complains, or is wider than its window."""
    page = browser.new_page(viewport=window)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))

    wide = []
    for name in site.pages:
        page.goto(site.address + name)
        wide += [name] if page.evaluate(_BEYOND) > 0 else []
    page.close()

    own = (site.address, "data:", "blob:")
    assert len(site.pages) > 25
    assert [url for url in asked if not url.startswith(own)] == []
    assert complaints == []
    assert wide == []


@each_window
def test_search_finds_what_is_typed(site: Site, browser: Browser, window: ViewportSize) -> None:
    """A word that is typed leads to pages that hold it, with no server behind the search."""
    page = browser.new_page(viewport=window)
    page.goto(site.address)
    if window is PHONE:
        page.locator("label[for=__search]").first.click()

    page.locator("input.md-search__input").click()
    page.locator("input.md-search__input").press_sequentially("checkpoint")

    expect(page.locator(".md-search-result__item").first).to_contain_text("checkpoint")
    page.close()


def test_every_kind_of_reference_is_there(site: Site) -> None:
    """The client, the API, schemas, rules, overlays, commands and the report have their pages."""
    names = ("client", "api", "schemas", "rules", "overlays", "commands")

    assert {*(f"reference/{name}" for name in names), "report"} <= {*site.pages}
