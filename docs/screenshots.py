"""`python docs/screenshots.py REPORT.html FOLDER`: pictures of a report, for the pages about it."""

import os
import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

_WINDOWS: dict[str, tuple[int, int]] = {"desktop": (1280, 900), "phone": (390, 844)}
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_PARTS = ("top", "findings", "matrix", "rules", "coverage", "timing")


def main(arguments: list[str]) -> int:
    """Take pictures of every part of a report, in each window and scheme."""
    if len(arguments) != 2:  # noqa: PLR2004 (the report and the folder)
        sys.stderr.write(f"{__doc__}\n")
        return 2
    report, folder = Path(arguments[0]).resolve(), Path(arguments[1])
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        sys.stderr.write("no Chromium found: install chromium, or name one in CHROMIUM\n")
        return 3
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for window in _WINDOWS:
            for scheme in _SCHEMES:
                _take(browser, report, folder, window, scheme)
        browser.close()
    return 0


def _take(
    browser: Browser, report: Path, folder: Path, window: str, scheme: Literal["light", "dark"]
) -> None:
    width, height = _WINDOWS[window]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(report.as_uri())
    for part in _PARTS:
        place = page.locator("header" if part == "top" else f"#{part}")
        if place.count():
            place.evaluate("place => place.scrollIntoView({behavior: 'instant'})")
            page.screenshot(path=folder / f"{part}-{window}-{scheme}.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
