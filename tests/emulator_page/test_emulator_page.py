"""The emulator's web page, in a browser: what it shows, does and refuses."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from fine_tuning_contract.emulator import RunningEmulator, Settings, start

Look = Callable[..., Any]
PHONE = {"width": 390, "height": 844}
EVERY_STATUS = {"validating files", "queued", "running", "paused", "succeeded", "failed"}


def created(api: httpx.Client, **body: Any) -> dict[str, Any]:
    """Create a job on ten examples and return it."""
    example = {"messages": [{"role": role, "content": "x"} for role in ("user", "assistant")]}
    file = {"file": ("data.jsonl", f"{json.dumps(example)}\n" * 10)}
    file_id = api.post("/files", files=file, data={"purpose": "fine-tune"}).json()["id"]
    asked = {"model": "gpt-4o-mini", "training_file": file_id, **body}
    return dict(api.post("/fine_tuning/jobs", json=asked).raise_for_status().json())


def test_demonstration_shows_every_state(look: Look, demonstration: RunningEmulator) -> None:
    """With demonstration data there is a job in each state to look at."""
    sight = look(demonstration)
    sight.row("just-created").wait_for()
    shown = sight.page.locator("#list .status").all_inner_texts()

    assert {*(text.removeprefix("● ") for text in shown)} == EVERY_STATUS | {"cancelled"}


def test_chosen_job_shows_its_story(look: Look, demonstration: RunningEmulator) -> None:
    """Curves, checkpoints, events and facts of the job that is chosen."""
    sight = look(demonstration)
    sight.choose("too-many-epochs")
    page = sight.page

    expect(page.locator("svg[role=img] path")).to_have_count(3)
    expect(page.locator("#checkpoints tbody tr")).to_have_count(3)
    expect(page.locator("#events li").first).to_contain_text("The job has successfully completed")
    expect(page.locator("#facts")).to_contain_text("ft:gpt-4o-mini-2024-07-18:emulator")
    assert "Training loss from" in page.locator("svg[role=img] title").first.text_content()


def test_rewards_are_drawn_for_reinforcement(look: Look, demonstration: RunningEmulator) -> None:
    """A job that is graded has no loss, but rewards."""
    sight = look(demonstration)
    sight.choose("names-the-city")

    expect(sight.page.locator("#curves-title")).to_have_text("Reward")
    expect(sight.page.locator(".legend li")).to_have_count(2)


def test_failed_job_says_why(look: Look, demonstration: RunningEmulator) -> None:
    """The error of a failed job stands at its top."""
    sight = look(demonstration)
    sight.choose("broken-file")

    expect(sight.page.locator("#error")).to_contain_text("invalid_training_file: Line 12")
    expect(sight.page.locator("#curves")).to_contain_text("Nothing has been measured yet.")


def test_numbers_stand_in_a_table_too(look: Look, demonstration: RunningEmulator) -> None:
    """Whoever cannot see the curve can read it."""
    sight = look(demonstration)
    sight.choose("helpful-tone")
    sight.page.locator("#numbers summary").click()

    expect(sight.page.locator("#numbers tbody tr").first).to_be_visible()


def test_new_job_appears_and_is_followed(
    look: Look, emulator: RunningEmulator, api: httpx.Client
) -> None:
    """The page learns of jobs and of their progress without being loaded again."""
    sight = look(emulator)
    expect(sight.page.locator("#none")).to_be_visible()
    created(api, suffix="followed", metadata={"name": "followed"})
    sight.choose("followed")
    statuses = [sight.page.locator("#status").inner_text()]
    sight.page.get_by_role("button", name="+1 min").click()
    expect(sight.page.locator("#status")).to_have_text("succeeded")

    assert statuses == ["validating files"]
    expect(sight.row("followed").locator(".status")).to_have_text("succeeded")
    expect(sight.page.locator("#spoken")).to_have_text("followed is succeeded")


def test_buttons_act_on_the_job(look: Look, emulator: RunningEmulator, api: httpx.Client) -> None:
    """Pause, resume, advance and cancel do what they say, when the status allows it."""
    job = created(api)
    emulator.control.advance(10)
    sight = look(emulator, f"/#{job['id']}")
    page, status = sight.page, sight.page.locator("#status")
    seen = []
    for name, then in (("Pause", "paused"), ("Resume", "queued"), ("Cancel", "cancelled")):
        page.get_by_role("button", name=name).click()
        expect(status).to_have_text(then)
        seen.append(api.get(f"/fine_tuning/jobs/{job['id']}").json()["status"])

    assert seen == ["paused", "queued", "cancelled"]
    expect(page.get_by_role("button", name="Pause")).to_be_disabled()


def test_clock_is_advanced_by_any_time(look: Look, emulator: RunningEmulator) -> None:
    """Seconds can be typed."""
    before = emulator.control.state()["now"]
    page = look(emulator).page
    page.get_by_label("Seconds to advance").fill("90")
    with page.expect_response("**/_emulator/clock"):
        page.get_by_role("button", name="Advance").click()

    assert emulator.control.state()["now"] == before + 90


HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def test_hostile_names_are_text(look: Look, emulator: RunningEmulator, api: httpx.Client) -> None:
    """What a job is called never becomes markup, and the policy would stop it if it did."""
    created(api, suffix="<b>x</b>", metadata={"name": HOSTILE, "<i>": "javascript:alert(3)"})
    emulator.control.advance(60)
    sight = look(emulator)
    sight.choose("<img")

    expect(sight.page.locator("#name")).to_have_text(HOSTILE)
    expect(sight.page.locator("#facts")).to_contain_text("<i> = javascript:alert(3)")
    assert sight.page.locator("main :is(img, script, i, b)").count() == 0
    assert sight.complaints == []


def test_page_talks_to_its_emulator_only(look: Look, demonstration: RunningEmulator) -> None:
    """There is no request to anybody else, and nothing for the browser to complain about."""
    sight = look(demonstration)
    sight.choose("long-run")
    sight.page.locator("svg[role=img] path").first.wait_for()
    origin = demonstration.url.removesuffix("v1")

    assert [url for url in sight.asked if not url.startswith(origin)] == []
    assert sight.complaints == []


def test_key_of_its_own_is_asked_for(look: Look, locked: RunningEmulator) -> None:
    """Keys the page cannot know are typed; they stay in the tab, and a wrong one is told."""
    sight = look(locked)
    page = sight.page
    page.get_by_label("An API key").fill("sk-wrong")
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#notice")).to_contain_text("does not know this key")
    page.get_by_label("An API key").fill("sk-mine-admin")
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#none")).to_be_visible()
    page.reload()
    expect(page.locator("#none")).to_be_visible()

    assert page.evaluate("Object.values(sessionStorage)") == ["sk-mine-admin"]
    assert page.evaluate("localStorage.length + document.cookie.length") == 0
    assert [url for url in sight.asked if "sk-" in url] == []


def test_ordinary_key_has_no_clock(look: Look, locked: RunningEmulator) -> None:
    """The controls need an admin key, so without one they are not offered."""
    page = look(locked).page
    page.get_by_label("An API key").fill("sk-mine")
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#none")).to_be_visible()

    expect(page.locator("#clock")).to_be_hidden()


def test_phone_shows_one_thing_at_a_time(look: Look, demonstration: RunningEmulator) -> None:
    """On a phone the list makes room for the job, and nothing is wider than the screen."""
    sight = look(demonstration, viewport=PHONE, has_touch=True)
    sight.choose("friendly-answers")
    expect(sight.page.locator("#jobs")).to_be_hidden()
    width = sight.page.evaluate("document.documentElement.scrollWidth")
    sight.page.get_by_role("link", name="All jobs").click()

    assert width == PHONE["width"]
    expect(sight.page.locator("#jobs")).to_be_visible()
    expect(sight.page.locator("#details")).to_be_hidden()


def test_page_follows_the_dark_scheme(look: Look, demonstration: RunningEmulator) -> None:
    """The colours are those that the reader's system asks for."""
    grounds = [
        look(demonstration, color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]

    assert grounds == ["rgb(246, 247, 249)", "rgb(15, 18, 23)"]


def test_every_control_has_a_name(look: Look, demonstration: RunningEmulator) -> None:
    """A screen reader finds a name at every button, link and field."""
    page = look(demonstration).page
    page.locator("#list li").first.wait_for()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    nameless = page.locator("button, a, input").evaluate_all(
        "all => all.filter(one => !(one.textContent || one.ariaLabel || one.labels?.length))"
    )

    assert first == "Skip to the selected job"
    assert nameless == []


def test_emulator_that_went_away_is_told(look: Look) -> None:
    """When nobody answers any more, the page says so and goes on asking."""
    with start(Settings(manual_clock=True)) as running:
        page = look(running).page
        expect(page.locator("#none")).to_be_visible()

    expect(page.locator("#notice")).to_have_text("The emulator does not answer.")


def test_page_can_be_turned_off() -> None:
    """Without the page, its paths are unknown, and the API is as it was."""
    with start(Settings(page=False)) as running:
        root = running.url.removesuffix("/v1")
        answers = [httpx.get(f"{root}{path}") for path in ("/", "/_page/main.js", "/v1/models")]

    assert [answer.status_code for answer in answers] == [404, 404, 401]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/_page/style.css", 200),
        ("POST", "/", 405),
        ("GET", "/_page/site.py", 404),
        ("GET", "/_page/../site.py", 404),
        ("GET", "/_page/%2e%2e/site.py", 404),
    ],
)
def test_only_the_parts_of_the_page_are_served(
    demonstration: RunningEmulator, method: str, path: str, status: int
) -> None:
    """The paths of the page are a list, not a folder."""
    answer = httpx.request(method, httpx.URL(demonstration.url).copy_with(path=path))

    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    if status == 200:
        assert "default-src 'none'" in answer.headers["content-security-policy"]
