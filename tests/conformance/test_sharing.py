"""Rules shared among workers and shards, and their reports joined again."""

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from fakeredis import TcpFakeServer

from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Options,
    Report,
    RunVerdict,
    Target,
    check,
    rule_book,
    write_reports,
)
from fine_tuning_contract.conformance.memory import MemoryUnavailable, database_at
from fine_tuning_contract.conformance.merger import MergeError, Part, merged, read_part
from fine_tuning_contract.conformance.share import in_order, shared
from fine_tuning_contract.emulator import RunningEmulator, Settings, start

from .sketched import BROKEN, KEPT, Rules, messages, rule, verdicts
from .thing_server import Things

_SOME = "".join(rule(f"things-n{number}", 'api.call("listThings")') for number in range(7))
_ALL = KEPT + BROKEN + _SOME


def _shards(options: Options, target: Target, count: int = 3) -> list[Report]:
    return [
        check(target, attrs.evolve(options, shard=(number, count)))
        for number in range(1, count + 1)
    ]


def _parts(reports: list[Report]) -> list[Part]:
    return [Part(f"shard-{number}", report) for number, report in enumerate(reports, 1)]


@pytest.fixture
def emulator() -> Iterator[RunningEmulator]:
    """Return a running emulator of this test's own."""
    with start(Settings(speed=20)) as running:
        yield running


def test_shards_reach_the_verdicts_of_one_run(rules_of: Rules, target: Target) -> None:
    """Three shards run each rule once, and their joined report is that of one run."""
    options = rules_of(things=_ALL)
    alone, reports = check(target, options), _shards(options, target)
    together = merged(_parts(reports), rule_book(options.rules))

    assert verdicts(together) == verdicts(alone)
    assert sum(len(report.results) for report in reports) == len(alone.results)
    assert together.verdict is alone.verdict is RunVerdict.BROKEN
    assert together.requests == alone.requests


def test_kept_shards_make_a_conformant_whole(rules_of: Rules, target: Target) -> None:
    """A joined report on every rule is conformant, although each shard alone was partial."""
    options = rules_of(things=KEPT + _SOME)
    reports = _shards(options, target)
    together = merged(_parts(reports), rule_book(options.rules))

    assert {report.verdict for report in reports} == {RunVerdict.PARTIAL}
    assert together.verdict is RunVerdict.CONFORMANT


def test_shard_without_a_rule_spoils_nothing(rules_of: Rules, target: Target) -> None:
    """With more shards than rules, those that have none say so, and the whole is what it is."""
    options = rules_of(things=KEPT)
    reports = _shards(options, target)
    together = merged(_parts(reports), rule_book(options.rules))

    assert [report.verdict for report in reports] == [RunVerdict.PARTIAL] * 3
    assert sum("no rule fell to this shard" in str(report.notes) for report in reports) == 2
    assert together.verdict is RunVerdict.CONFORMANT


def test_dear_rules_are_dealt_out_evenly() -> None:
    """Each of four shards of the real rule book gets its part of the dear rules."""
    book = [each for each in rule_book(places.rules()) if each.subject == "server"]
    dear = {each.id for each in book if each.dear}
    hands = [shared(book, (number, 4)) for number in range(1, 5)]

    counts = [len(hand & dear) for hand in hands]

    assert max(counts) - min(counts) <= 1
    assert sorted(each for hand in hands for each in hand) == sorted(each.id for each in book)


@pytest.mark.parametrize("workers", [2, 3])
def test_processes_have_cheap_rules_left_when_the_dear_ones_begin(workers: int) -> None:
    """Nothing is lost, the server comes first, and no dear rule stands right behind another."""
    book = rule_book(places.rules())
    options = Options(places.normalized_description(), places.rules(), workers=workers)
    order = in_order([(each, each) for each in book], options)
    dear = [place for place, each in enumerate(order) if each.dear]

    assert sorted(each.id for each in order) == sorted(each.id for each in book)
    assert order[0].subject == "server"
    assert min(after - before for before, after in pairwise(dear)) > workers
    assert len(order) - dear[-1] > len(book) // 10


def test_one_process_takes_the_dear_rules_last() -> None:
    """Alone, or where the first failure is all that is wanted, cheap rules come first."""
    book = rule_book(places.rules())
    alone = Options(places.normalized_description(), places.rules())
    for options in (alone, attrs.evolve(alone, workers=2, fail_fast=True)):
        order = in_order([(each, each) for each in book], options)
        cheap = [each for each in order if not each.dear]

        assert order[: len(cheap)] == cheap


@pytest.mark.parametrize("way", ["workers", "shards"])
def test_real_rules_end_alike_however_they_are_shared(emulator: RunningEmulator, way: str) -> None:
    """Rules of the contract, spread over processes or shards, end as they do in one run."""
    book = rule_book(places.rules())
    areas = {"keys", "jobs", "events", "permissions"}
    ids = [each.id for each in book if each.subject == "server" and each.area in areas]
    options = Options(places.normalized_description(), places.rules(), tuple(ids), "server")
    target = Target(emulator.url, emulator.api_key, emulator.admin_key)
    if way == "workers":
        report = check(target, attrs.evolve(options, workers=2))
    else:
        report = merged(_parts(_shards(options, target)), book)

    assert messages(report) == {}
    assert verdicts(report) == dict.fromkeys(ids, "kept")


def test_report_is_read_as_it_was_written(rules_of: Rules, target: Target, tmp_path: Path) -> None:
    """A report that was written and read again is the same."""
    options = rules_of(things=_ALL)
    report = check(target, attrs.evolve(options, shard=(1, 3)))
    write_reports(report, tmp_path)
    book = rule_book(options.rules)
    read = [read_part(path, book).report for path in (tmp_path, tmp_path / "report.json")]

    assert [each.as_json() for each in read] == [report.as_json()] * 2


_Change = Callable[[list[Report]], list[Report]]
_WRONG: dict[str, tuple[_Change, str]] = {
    "a shard is missing": (lambda reports: reports[:2], r"shard 3/3 is missing; run .*--shard 3/3"),
    "a shard is there twice": (lambda reports: [*reports, reports[0]], r"shard 1/3 is there twice"),
    "another description": (
        lambda reports: [attrs.evolve(reports[0], description_sha256="x"), *reports[1:]],
        r"shard-2: another description than in shard-1",
    ),
    "another suite": (
        lambda reports: [*reports[:2], attrs.evolve(reports[2], suite_version="9")],
        r"shard-3: another version of the suite than in shard-1 \(9, not",
    ),
    "another seed": (
        lambda reports: [*reports[:2], attrs.evolve(reports[2], seed=9)],
        r"shard-3: another seed .*give every part the same --seed",
    ),
    "another target": (
        lambda reports: [*reports[:2], attrs.evolve(reports[2], target="https://other/v1")],
        r"shard-3: another target .*check one server",
    ),
    "another count": (
        lambda reports: [*reports[:2], attrs.evolve(reports[2], shard=(3, 4))],
        r"shard-3: shard 3 of 4, but others are of 3",
    ),
    "no shard among shards": (
        lambda reports: [*reports[:2], attrs.evolve(reports[2], shard=None)],
        r"shard-3: no shard, unlike the others",
    ),
    "a rule in two": (
        lambda reports: [attrs.evolve(each, shard=None) for each in [*reports, reports[0]]],
        r"rule things-\w+ is in shard-1 \(\w+\) and in shard-4",
    ),
}


@pytest.mark.parametrize(("change", "told"), _WRONG.values(), ids=_WRONG.keys())
def test_reports_that_do_not_belong_together_are_refused(
    rules_of: Rules, target: Target, change: _Change, told: str
) -> None:
    """What cannot be joined is told by its file, with what to do about it."""
    options = rules_of(things=KEPT + _SOME)
    whole = check(target, options)
    reports = change(
        [
            attrs.evolve(whole, shard=(number, 3), results=whole.results[number - 1 :: 3])
            for number in (1, 2, 3)
        ]
    )

    with pytest.raises(MergeError, match=told):
        merged(_parts(reports), rule_book(options.rules))


def test_shard_that_could_not_run_is_not_forgotten(rules_of: Rules, target: Target) -> None:
    """A shard that never reached the server keeps the whole from being conformant."""
    options = rules_of(things=KEPT + _SOME)
    reports = _shards(options, target)
    reports[1] = attrs.evolve(reports[1], results=(), problem="no connection")
    together = merged(_parts(reports), rule_book(options.rules))

    assert (together.verdict, together.problem) == (RunVerdict.COULD_NOT_RUN, "no connection")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON"),
        ("[]", "not a report of schema 1"),
        ('{"schema": 2, "rules": []}', "not a report of schema 1"),
        ('{"schema": 1, "rules": []}', "not a whole report"),
        (None, "cannot be read"),
    ],
    ids=["broken", "list", "newer", "partial", "none"],
)
def test_file_that_is_no_report_is_told(tmp_path: Path, text: str | None, told: str) -> None:
    """A file that is not a report is named."""
    file = tmp_path / "report.json"
    if text is not None:
        file.write_text(text)

    with pytest.raises(MergeError, match=told) as caught:
        read_part(file, [])
    assert str(file) in str(caught.value)


def test_report_on_an_unknown_rule_is_told(rules_of: Rules, target: Target, tmp_path: Path) -> None:
    """A report of another version, with rules that there are no more, is not joined."""
    write_reports(check(target, rules_of(things=KEPT)), tmp_path)

    with pytest.raises(MergeError, match="rule 'things-kept' is not in the rule book"):
        read_part(tmp_path, [])


_DRAWN = rule(
    "things-drawn",
    'found = explore("fuzzing", known={}, may_refuse=lambda *_: False)',
    "if found.findings:",
    "    raise Findings(found.summary, found.findings)",
    arguments="explore",
)


@pytest.fixture
def redis() -> Iterator[str]:
    """Return the URL of a server that speaks as Redis does."""
    server = TcpFakeServer(("127.0.0.1", 0), server_type="redis")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"redis://127.0.0.1:{server.server_address[1]}/0"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("kept_in", ["folder", "redis"])
def test_failures_that_were_found_are_tried_first_by_the_next_run(  # noqa: PLR0913, PLR0917 (what it has in hand)
    rules_of: Rules, target: Target, things: Things, tmp_path: Path, redis: str, kept_in: str
) -> None:
    """A failure that one run found is kept, in a folder or in Redis, and is what the next tries."""
    things.longest = 5
    options = attrs.evolve(rules_of(things=_DRAWN), max_examples=60)
    place = redis if kept_in == "redis" else str(tmp_path / "kept")
    first = check(target, attrs.evolve(options, examples=place))
    again = check(target, attrs.evolve(options, examples=place, seed=99, max_examples=1))
    without = check(target, attrs.evolve(options, seed=99, max_examples=1))

    assert verdicts(first) == verdicts(again) == {"things-drawn": "broken"}
    assert verdicts(without) == {"things-drawn": "kept"}


@pytest.mark.parametrize(
    ("place", "told"),
    [("redis://127.0.0.1:1/0", "Redis cannot be used"), ("redis://127.0.0.1:x", "cannot be used")],
)
def test_redis_that_is_away_is_told(place: str, told: str) -> None:
    """A database that does not answer is told by what it says."""
    with pytest.raises(MemoryUnavailable, match=told):
        database_at(place)


def _path(request: tuple[str, str, dict[str, str], bytes]) -> tuple[str, str, bytes]:
    return request[0], request[1], request[3]


def test_same_seed_sends_the_same_in_the_same_order(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """Two runs of one seed send the same requests, byte for byte, in the same order."""
    runs = []
    for seed in (5, 5, 6):
        things.asked.clear()
        things.kept.clear()
        check(target, attrs.evolve(rules_of(things=_ALL + _DRAWN), seed=seed, max_examples=8))
        runs.append([_path(asked) for asked in things.asked])

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_rule_alone_sends_what_it_sent_among_others(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """A rule that is run alone, with the same seed, sends what it sent in the whole run."""
    options = attrs.evolve(rules_of(things=_ALL + _DRAWN), seed=3, max_examples=8)
    runs = []
    for ids in ((), ("things-drawn",)):
        things.asked.clear()
        things.kept.clear()
        check(target, attrs.evolve(options, rule_ids=ids))
        runs.append([_path(asked) for asked in things.asked if asked[0] == "POST"])

    assert runs[0] == runs[1]
    assert runs[0]
