"""Several reports on parts of the rules, joined into one."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs

from .report import SCHEMA, Report, RuleResult
from .reporting.coverage import joined
from .rule import Rule
from .values import is_list, is_object
from .verdicts import RunVerdict, Verdict, of_run

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class MergeError(Exception):
    """Reports do not belong together; the message says which, why, and what to do."""


@attrs.frozen
class Part:
    """A report, and the file that it was read from."""

    source: str
    report: Report


def read_part(path: Path, book: Sequence[Rule]) -> Part:
    """Read a report.json, or the one in a folder, raising MergeError where it is not one."""
    file = path / "report.json" if path.is_dir() else path
    try:
        content: Any = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise MergeError(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise MergeError(f"{file}: not a report: it is not JSON ({error})") from error
    if not is_object(content) or content.get("schema") != SCHEMA or not is_list(content["rules"]):
        raise MergeError(f"{file}: not a report of schema {SCHEMA}; name a report.json of `check`")
    try:
        return Part(str(file), _report(content, {rule.id: rule for rule in book}))
    except (KeyError, TypeError, ValueError) as error:
        raise MergeError(f"{file}: not a whole report ({error!r}); run its check again") from error
    except LookupError as error:
        raise MergeError(f"{file}: {error}") from error


def merged(parts: Sequence[Part], book: Sequence[Rule]) -> Report:
    """
    Return one report on everything that the parts report, with one verdict.

    Raises MergeError where the parts are not of one check: other descriptions, suites, targets or
    seeds, a rule that two of them report, a shard that is missing.
    """
    _demand_same(parts)
    _demand_every_shard(parts)
    results = _results(parts, book)
    reports = [part.report for part in parts]
    problem = "; ".join(dict.fromkeys(r.problem for r in reports if r.problem)) or None
    verdict = of_run((each.verdict for each in results), whole=_is_whole(results, book))
    if verdict is not RunVerdict.BROKEN and (problem or any(_is_empty(r) for r in reports)):
        verdict = RunVerdict.COULD_NOT_RUN
    started, seconds = _span(reports)
    return Report(
        target=next((report.target for report in reports if report.target), None),
        description_sha256=reports[0].description_sha256,
        suite_version=reports[0].suite_version,
        started_at=started,
        seconds=seconds,
        requests=sum(report.requests for report in reports),
        verdict=verdict,
        results=results,
        seed=reports[0].seed,
        problem=problem,
        operations=tuple(dict.fromkeys(name for r in reports for name in r.operations)),
        notes=tuple(dict.fromkeys(note for report in reports for note in report.notes)),
        sent=_sum(report.sent for report in reports),
        made=_sum(report.made for report in reports),
        coverage=joined([report.coverage for report in reports if report.coverage]),
    )


def _is_empty(report: Report) -> bool:
    """Say whether a part has nothing, and not for lack of rules that fell to it."""
    return not report.results and report.verdict is RunVerdict.COULD_NOT_RUN


def _demand_same(parts: Sequence[Part]) -> None:
    first = parts[0]
    for part in parts[1:]:
        for what, one, other, remedy in _aspects(first.report, part.report):
            if one != other:
                raise MergeError(
                    f"{part.source}: another {what} than in {first.source} "
                    f"({other}, not {one}); {remedy}"
                )


def _aspects(one: Report, other: Report) -> list[tuple[str, object, object, str]]:
    again = "run both checks again with the same version"
    return [
        ("description", one.description_sha256, other.description_sha256, again),
        ("version of the suite", one.suite_version, other.suite_version, again),
        ("seed", one.seed, other.seed, "give every part the same --seed"),
        ("target", _place(one) or _place(other), _place(other) or _place(one), "check one server"),
    ]


def _place(report: Report) -> str | None:
    """Return where a target is; on loopback, each part may have a server of its own."""
    if report.target is None:
        return None
    return "loopback" if urlsplit(report.target).hostname in _LOOPBACK else report.target


def _demand_every_shard(parts: Sequence[Part]) -> None:
    given = {part.source: part.report.shard for part in parts}
    shards = [shard for shard in given.values() if shard is not None]
    if not shards:
        return
    for source, shard in given.items():
        if shard is None:
            raise MergeError(f"{source}: no shard, unlike the others; merge the shards alone")
        if shard[1] != shards[0][1]:
            raise MergeError(
                f"{source}: shard {shard[0]} of {shard[1]}, but others are of {shards[0][1]}; "
                "run every shard with the same count"
            )
    count = shards[0][1]
    twice = [number for number, times in Counter(n for n, _ in shards).items() if times > 1]
    if twice:
        raise MergeError(f"shard {twice[0]}/{count} is there twice; name each report once")
    missing = [number for number in range(1, count + 1) if (number, count) not in shards]
    if missing:
        told = ", ".join(f"{number}/{count}" for number in missing)
        raise MergeError(f"shard {told} is missing; run `check --shard {missing[0]}/{count}` too")


def _results(parts: Sequence[Part], book: Sequence[Rule]) -> tuple[RuleResult, ...]:
    found: dict[str, tuple[str, RuleResult]] = {}
    for part in parts:
        for result in part.report.results:
            source, known = found.get(result.rule.id, (part.source, result))
            if source != part.source:
                raise MergeError(
                    f"rule {result.rule.id} is in {source} ({known.verdict}) and in {part.source} "
                    f"({result.verdict}); split the rules by --shard, so that each is run once"
                )
            found[result.rule.id] = (part.source, result)
    return tuple(found[rule.id][1] for rule in book if rule.id in found)


def _is_whole(results: Sequence[RuleResult], book: Sequence[Rule]) -> bool:
    """Say whether every MUST of each side that is reported is there."""
    subjects = {result.rule.subject for result in results}
    ids = {result.rule.id for result in results}
    musts = [rule for rule in book if rule.level == "must" and rule.subject in subjects]
    return all(rule.id in ids for rule in musts)


def _span(reports: Sequence[Report]) -> tuple[str, float]:
    """Return the earliest start, and the seconds from there to the latest end."""
    starts = [dt.datetime.fromisoformat(report.started_at) for report in reports]
    ends = [
        start + dt.timedelta(seconds=report.seconds)
        for start, report in zip(starts, reports, strict=True)
    ]
    return min(starts).isoformat(), (max(ends) - min(starts)).total_seconds()


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(total)


def _report(content: Mapping[str, Any], book: Mapping[str, Rule]) -> Report:
    shard: Any = content.get("shard")
    return Report(
        target=content["target"],
        description_sha256=content["description_sha256"],
        suite_version=content["suite_version"],
        started_at=content["started_at"],
        seconds=float(content["seconds"]),
        requests=int(content["requests"]),
        verdict=RunVerdict(content["verdict"]),
        results=tuple(_result(entry, book) for entry in content["rules"]),
        seed=content.get("seed", 0),
        problem=content.get("problem"),
        operations=tuple(content.get("operations", ())),
        notes=tuple(content.get("notes", ())),
        sent=content.get("sent", {}),
        made=content.get("made", {}),
        shard=(shard[0], shard[1]) if shard else None,
        coverage=content.get("coverage"),
    )


def _result(entry: Mapping[str, Any], book: Mapping[str, Rule]) -> RuleResult:
    rule = book.get(entry["id"])
    if rule is None:
        raise UnknownEntry(
            f"rule {entry['id']!r} is not in the rule book; merge with the version that checked"
        )
    return RuleResult(
        rule,
        entry["operation"],
        Verdict(entry["verdict"]),
        float(entry["seconds"]),
        entry.get("message", ""),
        tuple(entry["evidence"]),
        int(entry.get("requests", 0)),
    )


class UnknownEntry(LookupError):
    """A report tells of a rule that there is not."""
