"""A report with every verdict in it, and a browser to look at it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from fine_tuning_contract.conformance import Answer, Exchange, Report, Rule, RuleResult, Verdict
from fine_tuning_contract.conformance.exchange import Request
from fine_tuning_contract.conformance.reporting.page import as_html
from fine_tuning_contract.conformance.verdicts import RunVerdict

KEY = "sk-secret-of-the-user-7"
_NAMES = ("chromium", "chromium-browser", "google-chrome")

Open = Callable[..., Page]
Break = Callable[[str], Report]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a running browser; CHROMIUM may say which."""
    named = os.environ.get("CHROMIUM")
    program = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.fail("no Chromium found: install chromium, or name one in CHROMIUM", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Return a way to open a report in a browser that fails at whatever the page complains of."""
    complaints: list[str] = []
    contexts = []

    def open_page(report: Report, width: int = 1280, **options: object) -> Page:
        file = tmp_path / "report.html"
        file.write_text(as_html(report.as_json()), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: _note_foreign(request.url, complaints))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note_foreign(url: str, complaints: list[str]) -> None:
    if not url.startswith(("file:", "data:")):
        complaints.append(f"asked for {url}")


def rule_named(name: str, **changes: object) -> Rule:
    """Return a rule of that id; its area is the first word."""
    rule = Rule(
        id=name,
        level="must",
        title=f"The promise of {name}.",
        rationale="Somebody relies on it.",
        area=name.partition("-")[0],
        subject="server",
        source="server/test_things.py",
        spec="listThings",
        says="things come in order",
    )
    return attrs.evolve(rule, **changes)  # type: ignore[arg-type]


def exchange_of(
    answered: bytes, sent: bytes = b'{"name": "a"}', url: str = "http://server/v1/things"
) -> Exchange:
    """Return an exchange whose answer has that body."""
    headers = (("content-type", "application/json"), ("authorization", f"Bearer {KEY}"))
    answer = Answer(200, {"content-type": "application/json", "x-note": "n"}, answered, 0.012)
    return Exchange(Request("POST", url, headers, sent), answer)


@pytest.fixture
def report_of() -> Break:
    """Return a way to get a report whose only broken rule met an answer with a certain text."""

    def build(text: str) -> Report:
        body = text.encode("utf-8", errors="surrogatepass")
        evidence = exchange_of(body).as_evidence(text, {KEY: "OPENAI_API_KEY"})
        broken = RuleResult(
            rule_named("things-break"), "listThings", Verdict.BROKEN, 0.5, text, (evidence,), 3
        )
        kept = RuleResult(rule_named("things-keep"), "listThings", Verdict.KEPT, 0.25, requests=1)
        return report_with(broken, kept)

    return build


def report_with(*results: RuleResult, verdict: RunVerdict = RunVerdict.BROKEN) -> Report:
    """Return a report of these results."""
    return Report(
        target="http://server/v1",
        description_sha256="ab" * 32,
        suite_version="1.2.3",
        started_at="2026-01-02T03:04:05.678901+00:00",
        seconds=12.34,
        requests=1234,
        verdict=verdict,
        results=results,
        seed=7,
        sent={"listThings": 1234},
    )


@pytest.fixture
def report(report_of: Break) -> Report:
    """Return a report in which every verdict was given once, on both sides."""
    first = report_of("expected 200, got 500").results
    others = [
        RuleResult(rule_named(f"others-{verdict}"), None, verdict, 0.1, f"why {verdict}")
        for verdict in Verdict
        if verdict not in {Verdict.KEPT, Verdict.BROKEN}
    ]
    client = RuleResult(
        rule_named("calls-return", subject="client", level="should", says=None),
        "readThing",
        Verdict.KEPT,
        0.1,
    )
    return attrs.evolve(
        report_with(*first, *others, client),
        origins={"things-break": {"by": "overlay", "where": "overlays/010-order.overlay.yml:3:1"}},
    )
