"""A browser without a window, and emulators for it to look at."""

from collections.abc import Callable, Generator
from contextlib import ExitStack
from typing import Any

import attrs
import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from fine_tuning_contract.emulator import RunningEmulator, Settings, start

CHROMIUM = "/usr/bin/chromium"
_QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# A busy machine may take its time; what is expected comes at once on any other.
expect.set_options(timeout=30_000)


@attrs.frozen
class Sight:
    """A page that is open, with all that it asked for and complained about."""

    page: Page
    asked: list[str]
    complaints: list[str]

    def row(self, name: str) -> Any:
        """Return the row of a job in the list."""
        return self.page.locator("#list li", has_text=name)

    def choose(self, name: str) -> None:
        """Select a job."""
        self.row(name).locator("a").click()
        self.page.locator("#details").wait_for()


# While Playwright runs, the thread has an event loop that no other test could run its own in.
@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIETLY)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demonstration() -> Generator[RunningEmulator]:
    """Run an emulator with jobs in every state and a clock that stands still."""
    with start(Settings(seed_data=True, manual_clock=True)) as running:
        yield running


@pytest.fixture(scope="session")
def locked() -> Generator[RunningEmulator]:
    """Run an emulator whose keys the page cannot know."""
    with start(Settings.with_keys("sk-mine", "sk-mine-admin", manual_clock=True)) as running:
        yield running


@pytest.fixture(scope="session")
def shared() -> Generator[RunningEmulator]:
    """Run an emulator for whoever resets it first."""
    with start(Settings(manual_clock=True)) as running:
        yield running


@pytest.fixture
def emulator(shared: RunningEmulator) -> RunningEmulator:
    """Return an emulator that has forgotten everything."""
    shared.control.reset()
    return shared


@pytest.fixture
def api(emulator: RunningEmulator) -> Generator[httpx.Client]:
    """Return a client with an ordinary key."""
    headers = {"authorization": f"Bearer {emulator.api_key}"}
    with httpx.Client(base_url=emulator.url, headers=headers) as client:
        yield client


@pytest.fixture
def look(browser: Browser) -> Generator[Callable[..., Sight]]:
    """Return a function that opens an emulator's page, in a window of its own."""
    with ExitStack() as windows:

        def opened(running: RunningEmulator, path: str = "/", **options: Any) -> Sight:
            context = browser.new_context(**options)
            windows.callback(context.close)
            sight = Sight(context.new_page(), [], [])
            sight.page.on("request", lambda request: sight.asked.append(request.url))
            sight.page.on("console", lambda message: sight.complaints.append(message.text))
            sight.page.on("pageerror", lambda fault: sight.complaints.append(str(fault)))
            sight.page.on("dialog", lambda dialog: sight.complaints.append(dialog.message))
            sight.page.goto(running.url.removesuffix("/v1") + path)
            return sight

        yield opened
