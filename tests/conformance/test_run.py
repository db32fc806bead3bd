"""What a run makes of its rules."""

import socket
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from fine_tuning_contract.conformance import (
    DescriptionFileError,
    DeviationError,
    Options,
    Report,
    RunVerdict,
    Setup,
    Target,
    UnknownRule,
    Verdict,
    check,
    exit_code,
)

from .thing_server import KEY, Things

Rules = Callable[..., Options]


def _rule(name: str, body: str, *, arguments: str = "api", **claim: str) -> str:
    extras = "".join(f", {key}={value!r}" for key, value in claim.items())
    return f'''
@must("{name}", spec="readThing"{extras})
def test_{name.replace("-", "_")}({arguments}):
    """
    A title.

    A reason.
    """
    {body}
'''


KEPT = _rule("things-kept", 'api.call("listThings")')
BROKEN = _rule("things-broken", 'assert api.call("listThings").json["data"] == ["x"]')


def _verdicts(report: Report) -> dict[str, str]:
    return {result.rule.id: str(result.verdict) for result in report.results}


def _curl(report: Report) -> str:
    (result,) = report.of_verdict(Verdict.BROKEN)
    return str(result.evidence[0]["curl"])


def test_kept_rules_make_a_conformant_run(rules_of: Rules, target: Target) -> None:
    """A run whose rules are all kept is conformant, and ends with 0."""
    report = check(target, rules_of(things=KEPT))

    assert (report.verdict, exit_code(report)) == (RunVerdict.CONFORMANT, 0)
    assert _verdicts(report) == {"things-kept": "kept"}
    assert (report.requests, report.operations) == (1, ("listThings",))


def test_broken_rule_breaks_the_run(rules_of: Rules, target: Target) -> None:
    """One broken rule is enough, and its evidence holds the exchange."""
    report = check(target, rules_of(things=KEPT + BROKEN))
    (result,) = report.of_verdict(Verdict.BROKEN)

    assert (report.verdict, exit_code(report)) == (RunVerdict.BROKEN, 1)
    assert result.rule.id == "things-broken"
    assert "assert [] == ['x']" in result.evidence[0]["message"]
    assert result.evidence[0]["response"]["status"] == 200
    assert result.evidence[0]["curl"].startswith("curl ")


@pytest.mark.parametrize(
    "arrangement",
    ['api.call("readThing", id="none")', "raise ValueError('x')"],
    ids=["answer", "error"],
)
def test_failing_fixture_is_could_not_run(
    rules_of: Rules, target: Target, arrangement: str
) -> None:
    """A rule whose arrangement fails says nothing about the target."""
    fixture = f"@pytest.fixture\ndef thing(api):\n    {arrangement}\n"
    report = check(
        target, rules_of(things=fixture + _rule("things-read", "pass", arguments="thing"))
    )

    assert _verdicts(report) == {"things-read": "could-not-run"}
    assert (report.verdict, exit_code(report)) == (RunVerdict.COULD_NOT_RUN, 3)


@pytest.mark.parametrize(
    "body",
    ["raise MissingPrerequisite('no job')", "pytest.skip('later')", "{}['id']"],
    ids=["prerequisite", "skip", "stumble"],
)
def test_rule_that_stumbles_is_could_not_run(rules_of: Rules, target: Target, body: str) -> None:
    """What is missing, skipped or a fault of the suite reads neither as green nor as red."""
    report = check(target, rules_of(things=_rule("things-read", body)))

    assert _verdicts(report) == {"things-read": "could-not-run"}


def test_rule_of_the_client_that_raises_is_broken(rules_of: Rules) -> None:
    """An exception out of the client is the client's fault."""
    options = rules_of("client", things=_rule("things-read", "{}['id']", arguments=""))
    report = check(None, options)

    assert _verdicts(report) == {"things-read": "broken"}
    assert report.target is None


def test_rule_of_a_lacking_feature_is_not_applicable(rules_of: Rules, target: Target) -> None:
    """A rule that needs what the target says it lacks is not run, and the run is partial."""
    lacking = attrs.evolve(target, setup=Setup(lacks=frozenset({"colours"})))
    source = KEPT + _rule("things-coloured", "assert False", needs="colours")
    report = check(lacking, rules_of(things=source))

    assert _verdicts(report) == {"things-kept": "kept", "things-coloured": "not-applicable"}
    assert (report.verdict, exit_code(report)) == (RunVerdict.PARTIAL, 0)


def test_rule_gets_the_worst_of_its_cases(rules_of: Rules, target: Target) -> None:
    """One bad case among good ones decides."""
    source = '@pytest.mark.parametrize("number", [1, 2, 3])' + _rule(
        "things-counted", "assert number != 2", arguments="api, number"
    )
    report = check(target, rules_of(things=source))

    assert _verdicts(report) == {"things-counted": "broken"}


def test_plain_tests_are_not_rules(rules_of: Rules, target: Target) -> None:
    """A test without a decorator is left alone."""
    report = check(target, rules_of(things=KEPT + "\ndef test_plain():\n    assert False\n"))

    assert _verdicts(report) == {"things-kept": "kept"}


def test_dear_rules_run_last(rules_of: Rules, target: Target, things: Things) -> None:
    """Cheap rules run first, so that a broken server is told from soon."""
    dear = _rule("things-all", 'api.call("listThings", limit=1)').replace(
        'spec="readThing"', 'spec="readThing", dear=True'
    )
    check(target, rules_of(things=dear + KEPT))

    assert [path for _, path, _, _ in things.asked][-2:] == ["/things", "/things?limit=1"]


@pytest.mark.parametrize(
    ("changes", "run"),
    [
        ({"rule_ids": ("things-b",)}, {"things-b"}),
        ({"level": "should"}, {"things-c"}),
        ({"profile": "core"}, {"things-a", "things-c"}),
        ({"profile": "colours"}, {"things-a", "things-b", "things-c"}),
        ({"profile": "sizes"}, {"things-a", "things-c", "things-d"}),
    ],
    ids=["rule", "level", "core", "feature", "other feature"],
)
def test_options_select_rules(
    rules_of: Rules, target: Target, changes: dict[str, str], run: set[str]
) -> None:
    """Only what the options ask for is run and reported, and a selection is only partial."""
    source = (
        _rule("things-a", "pass")
        + _rule("things-b", "pass", needs="colours")
        + _rule("things-c", "pass").replace("@must", "@should")
        + _rule("things-d", "pass", needs="sizes")
    )
    report = check(target, attrs.evolve(rules_of(things=source), **changes))

    assert set(_verdicts(report)) == run
    assert report.verdict is RunVerdict.PARTIAL


def test_server_that_is_away_could_not_run(rules_of: Rules) -> None:
    """Nothing listens: one message, and no verdict on any rule."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    report = check(Target(url, KEY), rules_of(things=KEPT))

    assert (report.verdict, exit_code(report), report.results) == (RunVerdict.COULD_NOT_RUN, 3, ())
    assert report.problem is not None
    assert f"no connection to {url}" in report.problem
    assert "is the server running" in report.problem


@pytest.mark.parametrize(
    ("key", "told"),
    [("sk-wrong-key", "refuses the key in MY_KEY"), (None, "no key for .*: set MY_KEY")],
    ids=["wrong", "none"],
)
def test_wrong_key_could_not_run(
    rules_of: Rules, target: Target, key: str | None, told: str
) -> None:
    """A key that is missing or refused is told by the name of its variable, never by itself."""
    report = check(attrs.evolve(target, api_key=key, api_key_env="MY_KEY"), rules_of(things=KEPT))

    assert report.verdict is RunVerdict.COULD_NOT_RUN
    with pytest.raises(AssertionError, match=told):
        raise AssertionError(report.problem)
    assert "sk-wrong-key" not in str(report.as_json())


@pytest.mark.parametrize("url", ["localhost:80/v1", "ftp://x", "/v1"])
def test_url_that_is_none_is_told(rules_of: Rules, url: str) -> None:
    """Something that is no HTTP URL gets a message, not a traceback."""
    report = check(Target(url, KEY), rules_of(things=KEPT))

    assert report.problem is not None
    assert "starts with http:// or https://" in report.problem


def test_unknown_rule_is_wrong_usage(rules_of: Rules, target: Target) -> None:
    """A rule that the book does not have cannot be asked for."""
    with pytest.raises(UnknownRule, match="no rule 'things-x'"):
        check(target, attrs.evolve(rules_of(things=KEPT), rule_ids=("things-x",)))


@pytest.mark.parametrize("text", [None, "paths: [", "just text"], ids=["none", "broken", "text"])
def test_description_that_cannot_be_read_is_told(
    rules_of: Rules, target: Target, tmp_path: Path, text: str | None
) -> None:
    """A description that is not there, or is none, is an error with its file's name."""
    path = tmp_path / "other.yml"
    if text is not None:
        path.write_text(text)

    with pytest.raises(DescriptionFileError, match=r"other\.yml"):
        check(target, attrs.evolve(rules_of(things=KEPT), description=path))


def test_time_budget_leaves_the_rest_unrun(rules_of: Rules, target: Target) -> None:
    """Rules that the time does not suffice for could not run."""
    source = _rule("things-slow", "import time; time.sleep(1.2)") + KEPT
    report = check(target, attrs.evolve(rules_of(things=source), time_budget=1.0))

    assert _verdicts(report) == {"things-slow": "kept", "things-kept": "could-not-run"}
    assert "time budget of 1 s" in report.results[1].message


def test_fail_fast_stops_at_the_first_broken_rule(rules_of: Rules, target: Target) -> None:
    """With fail_fast, rules after the first broken one are not run."""
    report = check(target, attrs.evolve(rules_of(things=BROKEN + KEPT), fail_fast=True))

    assert _verdicts(report) == {"things-broken": "broken", "things-kept": "could-not-run"}


def test_keys_are_in_no_report(rules_of: Rules, target: Target) -> None:
    """A rule that fails with the key in its message does not give it away."""
    source = _rule("things-told", 'assert api.target.api_key == "x"; api.call("listThings")')
    report = check(target, rules_of(things=source))

    assert KEY not in str(report.as_json())


def test_known_deviation_is_no_failure(rules_of: Rules, target: Target, tmp_path: Path) -> None:
    """A broken rule that is listed with a reason is a known deviation."""
    listed = tmp_path / "deviations.yml"
    listed.write_text("- rule: things-broken\n  reason: being repaired\n  issue: T-1\n")
    report = check(target, attrs.evolve(rules_of(things=KEPT + BROKEN), deviations=listed))
    (result,) = report.of_verdict(Verdict.KNOWN_DEVIATION)

    assert (report.verdict, exit_code(report)) == (RunVerdict.PARTIAL, 0)
    assert result.message == "being repaired (T-1)"


def test_deviation_that_is_none_any_more_fails_the_run(
    rules_of: Rules, target: Target, tmp_path: Path
) -> None:
    """An entry whose rule is kept is stale, and must go."""
    listed = tmp_path / "deviations.yml"
    listed.write_text("- {rule: things-kept, reason: being repaired}\n")
    report = check(target, attrs.evolve(rules_of(things=KEPT), deviations=listed))

    assert exit_code(report) == 1
    assert "delete the entry" in report.results[0].message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {rule: things-x, reason: y}", "entry 1: no rule 'things-x'"),
        ("- {rule: things-kept}", "entry 1: expected 'rule', 'reason'"),
        ("- {rule: things-kept, reason: y, other: z}", "entry 1: expected"),
        ("- {rule: things-kept, reason: 5}", "entry 1: every value must be a text"),
        ("rule: things-kept", "expected a list"),
        ("- {", "not valid YAML"),
    ],
)
def test_wrong_deviations_file_is_told(
    rules_of: Rules, target: Target, tmp_path: Path, text: str, told: str
) -> None:
    """A deviations file that is wrong is an error that names the file and the entry."""
    listed = tmp_path / "deviations.yml"
    listed.write_text(text)

    with pytest.raises(DeviationError, match=told):
        check(target, attrs.evolve(rules_of(things=KEPT), deviations=listed))


def test_several_workers_reach_the_same_verdicts(rules_of: Rules, target: Target) -> None:
    """Rules spread over processes end as they do in one, and keys travel in no argument."""
    sources = {
        "things": KEPT + BROKEN,
        "others": _rule("others-kept", 'api.call("listThings")'),
    }
    alone = check(target, rules_of(**sources))
    together = check(target, attrs.evolve(rules_of(**sources), workers=2))

    assert _verdicts(together) == _verdicts(alone)
    assert together.requests == alone.requests
    assert _curl(together) == _curl(alone)


def test_progress_is_told(rules_of: Rules, target: Target) -> None:
    """Whoever watches hears of every rule, before it runs and after."""
    told: list[object] = []

    class Watcher:
        def planned(self, rules: list[object]) -> None:
            told.append(len(list(rules)))

        def started(self, rule_id: str) -> None:
            told.append(rule_id)

        def finished(self, rule_id: str, verdict: Verdict) -> None:
            told.append((rule_id, str(verdict)))

    check(target, rules_of(things=KEPT + BROKEN), Watcher())

    assert told == [
        2,
        "test_things_kept",
        ("things-kept", "kept"),
        "test_things_broken",
        ("things-broken", "broken"),
    ]


def test_first_broken_case_is_told_at_once(rules_of: Rules, target: Target) -> None:
    """Whoever waits for the first failure does not wait for the other cases of its rule."""
    told: list[str] = []
    cases = _rule("things-cases", "assert case != 'b'", arguments="case")
    mark = '@pytest.mark.parametrize("case", ["a", "b", "c"])'
    source = "import pytest\n\n" + cases.replace("\ndef ", f"\n{mark}\ndef ")

    class Watcher:
        def planned(self, _: object) -> None:
            pass

        def started(self, name: str) -> None:
            told.append(name)

        def finished(self, rule_id: str, verdict: Verdict) -> None:
            told.append(f"{rule_id} {verdict}")

    check(target, rules_of(things=source), Watcher())

    name = "test_things_cases"
    assert told == [name, name, "things-cases broken", name]
