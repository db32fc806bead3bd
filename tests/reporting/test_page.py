"""The HTML report, as a browser shows it."""

import re

import attrs
import pytest
from playwright.sync_api import Page

from fine_tuning_contract.conformance import Report, RuleResult, Verdict
from fine_tuning_contract.conformance.reporting.page import as_html, duration
from fine_tuning_contract.conformance.verdicts import RunVerdict

from .conftest import KEY, Open, report_with, rule_named

# Contrast of a text with what is behind it, by the formula of WCAG 2.
_CONTRASTS = """() => {
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    if (!own || !node.checkVisibility() || node.closest("script, style, svg")) continue;
    const a = luminance(colour(getComputedStyle(node).color)) + 0.05;
    const b = luminance(behind(node)) + 0.05;
    const ratio = Math.max(a, b) / Math.min(a, b);
    if (ratio < 4.5) bad.push(`${node.className} ${node.textContent.slice(0, 30)} ${ratio}`);
  }
  return bad;
}"""


def _visible_rules(page: Page) -> list[str]:
    return [place.inner_text() for place in page.locator(".rule:visible .id code").all()]


def test_page_tells_the_verdict_first(opened: Open, report: Report) -> None:
    """The first heading is the verdict and the target, and the window's title says it too."""
    page = opened(report)

    assert page.locator("h1").inner_text().lower().split() == ["broken", "http://server/v1"]
    assert page.title() == "Broken: contract of http://server/v1"


def test_finding_holds_all_that_is_needed(opened: Open, report: Report) -> None:
    """A broken rule shows its reason, its origin, the exchange, and two ways to repeat it."""
    page = opened(report)
    story = page.locator("#finding-things-break")
    text = story.inner_text()

    assert "Somebody relies on it." in text
    assert "added by an overlay" in text
    assert "overlays/010-order.overlay.yml:3:1" in text
    assert "curl --path-as-is http://server/v1/things" in text
    assert '"$OPENAI_API_KEY"' in text
    assert "--rule things-break --seed 7" in text
    story.get_by_text("Again, by Python").click()
    assert 'os.environ["OPENAI_API_KEY"]' in story.inner_text()


def test_no_key_is_on_the_page(report: Report) -> None:
    """What was sent as a key is nowhere in the file."""
    assert KEY not in as_html(report.as_json())


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("verdict", "broken", ["things-break"]),
        ("level", "should", ["calls-return"]),
        ("subject", "client", ["calls-return"]),
        ("area", "server.things", ["things-break", "things-keep"]),
        ("operation", "readThing", ["calls-return"]),
    ],
)
def test_filters_leave_what_is_asked_for(
    opened: Open, report: Report, field: str, value: str, expected: list[str]
) -> None:
    """Each filter leaves the rules that are so, opens their areas, and counts them."""
    page = opened(report)
    page.locator(f"select[name={field}]").select_option(value)

    assert _visible_rules(page) == expected
    assert page.locator("#found").inner_text() == f"{len(expected)} of 7 rules"


def test_search_finds_words_in_any_order(opened: Open, report: Report) -> None:
    """The slash key leads to the search; all words have to be there; Clear undoes it."""
    page = opened(report)
    page.keyboard.press("/")
    page.keyboard.type("relies THINGS-KEEP")

    assert _visible_rules(page) == ["things-keep"]
    page.keyboard.press("Control+a")
    page.keyboard.type("no such words")
    assert page.locator("#nothing").is_visible()
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("document.querySelector('#found').textContent === '7 of 7 rules'")


def test_cell_of_the_matrix_leads_to_its_rules(opened: Open, report: Report) -> None:
    """A cell shows how the worst of its rules ended, and selects them."""
    page = opened(report)
    page.locator("td.broken a").click()
    page.wait_for_function("document.querySelector('#found').textContent === '2 of 7 rules'")

    assert _visible_rules(page) == ["things-break", "things-keep"]


def test_page_is_whole_without_scripts(opened: Open, report: Report) -> None:
    """Without JavaScript, every rule is there to be unfolded, and nothing that is dead shows."""
    page = opened(report, java_script_enabled=False)
    page.locator("#rules summary", has_text="things").first.click()

    assert page.locator(".rule").count() == 7
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#theme").is_visible()
    assert page.locator("button:visible").count() == 0


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_page_is_never_wider_than_the_window(opened: Open, report: Report, width: int) -> None:
    """Wide tables scroll by themselves; the page does not."""
    page = opened(report, width)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(opened: Open, report: Report, scheme: str) -> None:
    """In both schemes, every text has a contrast of 4.5 or more."""
    page = opened(report, color_scheme=scheme)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    assert page.evaluate(_CONTRASTS) == []


def test_colours_follow_the_system_until_told(opened: Open, report: Report) -> None:
    """The switch goes from the system's colours to light ones to dark ones."""
    page = opened(report, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    seen = [page.evaluate(background)]
    for _ in range(2):
        page.locator("#theme").click()
        seen.append(page.evaluate(background))

    assert seen[0] == seen[2] == "rgb(15, 20, 25)"
    assert seen[1] == "rgb(255, 255, 255)"


def test_keyboard_reaches_everything(opened: Open, report: Report) -> None:
    """The first stop skips to the report; a story unfolds by the keyboard alone."""
    page = opened(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    summary = page.locator("#others-known-deviation > summary")
    page.locator("select[name=verdict]").select_option("known-deviation")
    summary.focus()
    page.keyboard.press("Enter")

    assert page.locator("#others-known-deviation .inside").is_visible()


def test_link_opens_what_is_folded(opened: Open, report: Report) -> None:
    """The name of a slow rule leads to the rule, though its area is folded."""
    page = opened(report)
    page.locator("#timing a", has_text="calls-return").click()
    page.wait_for_function("document.getElementById('calls-return').checkVisibility()")

    assert page.evaluate("location.hash") == "#calls-return"


def test_paper_holds_what_is_folded(opened: Open, report: Report) -> None:
    """For print, everything is unfolded, in dark ink on white."""
    page = opened(report, color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert page.locator("#calls-return .inside").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()


def test_policy_allows_only_our_own(report: Report) -> None:
    """The policy names style and script by hash, and neither occurs in another place."""
    text = as_html(report.as_json())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)

    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "unsafe" not in policy[1]
    assert "style=" not in text
    assert text.count("<script>") == text.count("</script>") == 1


def test_empty_report_is_a_page(opened: Open) -> None:
    """A run that could not even begin says why."""
    empty = report_with(verdict=RunVerdict.COULD_NOT_RUN)
    page = opened(attrs.evolve(empty, problem="the server is away"))

    assert "the server is away" in page.locator(".notice").inner_text()


def test_many_findings_stay_small() -> None:
    """A hundred broken rules with big bodies make a page below 5 MB that says what it lacks."""
    evidence = tuple(
        {
            "message": "m",
            "request": {"method": "GET", "url": "u", "headers": {}, "body": '"' * 50_000},
            "response": {"status": 1, "headers": {}, "body": "<" * 50_000, "seconds": 0.1},
            "curl": "c",
            "python": "p",
        }
        for _ in range(4)
    )
    results = [
        RuleResult(rule_named(f"things-{n}"), None, Verdict.BROKEN, 1.0, "m", evidence)
        for n in range(100)
    ]
    text = as_html(report_with(*results).as_json())

    assert len(text.encode()) < 5_000_000
    assert "more characters" in text
    assert "this page is kept small" in text


def test_times_read_as_said() -> None:
    """Times are told as a person would."""
    assert [duration(0.0421), duration(2.5), duration(125)] == ["42 ms", "2.5 s", "2 min 5 s"]
