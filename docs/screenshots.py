"""
`python docs/screenshots.py [REPORT.html] FOLDER`: pictures for the pages.

With a report, of all its parts; without one, of the emulator's page, where jobs are in every state.
"""

import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from fine_tuning_contract.emulator import Settings, start

Scheme = Literal["light", "dark"]

_WINDOWS: dict[str, tuple[int, int]] = {"desktop": (1280, 900), "phone": (390, 844)}
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_PARTS = ("top", "findings", "matrix", "rules", "coverage", "timing")
# A job whose curves part: what it learns, and what it keeps of it.
_JOB = "too-many-epochs"


def main(arguments: list[str]) -> int:
    """Take pictures of a report, or of the emulator's page, in each window and scheme."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        sys.stderr.write("no Chromium found: install chromium, or name one in CHROMIUM\n")
        return 3
    folder = Path(arguments[-1])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        if len(arguments) == 1:
            _take_emulator(browser, folder)
        else:
            _take_report(browser, Path(arguments[0]).resolve(), folder)
        browser.close()
    return 0


def _take_report(browser: Browser, report: Path, folder: Path) -> None:
    for window in _WINDOWS:
        for scheme in _SCHEMES:
            _take(browser, report, folder, window, scheme)


def _take(browser: Browser, report: Path, folder: Path, window: str, scheme: Scheme) -> None:
    width, height = _WINDOWS[window]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(report.as_uri())
    for part in _PARTS:
        place = page.locator("header" if part == "top" else f"#{part}")
        if place.count():
            place.evaluate("place => place.scrollIntoView({behavior: 'instant'})")
            page.screenshot(path=folder / f"{part}-{window}-{scheme}.png")
    page.close()


def _take_emulator(browser: Browser, folder: Path) -> None:
    with _demonstration() as address:
        for window, (width, height) in _WINDOWS.items():
            for scheme in _SCHEMES:
                size: ViewportSize = {"width": width, "height": height}
                page = browser.new_page(viewport=size, color_scheme=scheme)
                page.goto(address)
                page.locator("#list li", has_text=_JOB).locator("a").click()
                curve = page.locator("svg[role=img]").first
                curve.wait_for()
                curve.evaluate("place => place.scrollIntoView({block: 'center'})")
                page.screenshot(path=folder / f"emulator-{window}-{scheme}.png")
                page.close()


@contextmanager
def _demonstration() -> Generator[str]:
    """Serve jobs in every state, on a clock that stands still, and yield the page's address."""
    with start(Settings(seed_data=True, manual_clock=True)) as running:
        yield f"{running.url.removesuffix('/v1')}/"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
