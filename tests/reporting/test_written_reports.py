"""Reports of real runs: what is written, and whether it is what the schema promises."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from fine_tuning_contract.commands.ancestry import with_origins
from fine_tuning_contract.conformance import Report, rule_book, write_reports
from fine_tuning_contract.conformance.merger import merged, read_part
from fine_tuning_contract.conformance.reporting.cassette import read_cassette

_RULES = ("listing-obeys-limit", "keys-count-whole", "secrets-stay-out-of-reprs")
_PACKAGE = "fine_tuning_contract.conformance.reporting"


@pytest.fixture(scope="module")
def schema() -> jsonschema_rs.Draft202012Validator:
    """Return the schema of report.json, which is a part of the package."""
    text = (files(_PACKAGE) / "report.schema.json").read_text(encoding="utf-8")
    content = json.loads(text)
    jsonschema_rs.meta.validate(content)
    return jsonschema_rs.Draft202012Validator(content, validate_formats=True)


@pytest.fixture(scope="module")
def rules() -> list[str]:
    """Return the ids of a few quick rules, of both sides."""
    from fine_tuning_contract import places  # noqa: PLC0415 (one use)

    known = {rule.id: rule for rule in rule_book(places.rules())}
    client = next(each for each in known.values() if each.subject == "client")
    return [*(name for name in _RULES if name in known), client.id]


@pytest.fixture(scope="module")
def written(rules: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a report that the command wrote on a few rules."""
    folder = tmp_path_factory.mktemp("reports") / "report"
    asked = [argument for name in rules for argument in ("--rule", name)]
    command = [sys.executable, "-m", "fine_tuning_contract.cli", "check", *asked]
    page = {"GITHUB_STEP_SUMMARY": str(folder.parent / "page.md")}
    done = subprocess.run(
        [*command, "--report", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **page},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def content(written: Path) -> Mapping[str, Any]:
    """Return what report.json holds."""
    found: Mapping[str, Any] = json.loads((written / "report.json").read_text(encoding="utf-8"))
    return found


def test_folder_holds_every_kind_of_report(written: Path) -> None:
    """One call writes all files, and leaves nothing else."""
    assert sorted(file.name for file in written.iterdir()) == [
        "cassette.jsonl",
        "junit.xml",
        "report.html",
        "report.json",
        "summary.md",
    ]
    assert (written.parent / "page.md").read_text() == (written / "summary.md").read_text()


def test_real_report_is_as_its_schema_says(
    content: Mapping[str, Any], schema: jsonschema_rs.Draft202012Validator
) -> None:
    """The schema takes a report of a run, and every field of it is known there."""
    assert [error.message for error in schema.iter_errors(dict(content))] == []
    assert content.keys() == set(_schema_of("properties"))
    assert content["rules"][0].keys() == set(_schema_of("$defs", "rule", "properties"))


def _schema_of(*path: str) -> Any:
    place: Any = json.loads((files(_PACKAGE) / "report.schema.json").read_text(encoding="utf-8"))
    for key in path:
        place = place[key]
    return place


def test_made_up_report_is_as_its_schema_says(
    report: Report, schema: jsonschema_rs.Draft202012Validator
) -> None:
    """So does one with every verdict and evidence."""
    assert [error.message for error in schema.iter_errors(report.as_json())] == []


def test_rules_know_their_requests_and_origin(content: Mapping[str, Any]) -> None:
    """Each rule says what it cost and who states it."""
    server = [rule for rule in content["rules"] if rule["subject"] == "server"]

    assert all(rule["requests"] > 0 for rule in server)
    assert sum(rule["requests"] for rule in server) <= content["requests"]
    assert all(rule["origin"]["by"] in {"provider", "overlay"} for rule in content["rules"])


def test_recording_holds_every_request(written: Path, content: Mapping[str, Any]) -> None:
    """Every request is recorded under its rule, the clean-up's too, and no key is."""
    entries = list(read_cassette(written / "cassette.jsonl"))
    text = (written / "cassette.jsonl").read_text(encoding="utf-8")

    assert len(entries) >= content["requests"]
    assert {entry["rule"] for entry in entries} <= {rule["id"] for rule in content["rules"]}
    assert "sk-test" not in text
    assert "sk-admin" not in text


def test_coverage_counts_what_was_recorded(written: Path, content: Mapping[str, Any]) -> None:
    """The account of each operation is that of the recording."""
    entries = [entry for entry in read_cassette(written / "cassette.jsonl") if entry["response"]]
    for account in content["coverage"]["operations"]:
        recorded = sum(1 for entry in entries if entry["operation"] == account["id"])
        assert account["requests"] == recorded


def test_merged_report_is_whole(
    written: Path, tmp_path: Path, schema: jsonschema_rs.Draft202012Validator
) -> None:
    """A report that was read and merged is as its schema says, with coverage and origins."""
    from fine_tuning_contract import places  # noqa: PLC0415 (one use)

    book = rule_book(places.rules())
    write_reports(with_origins(merged([read_part(written, book)], book)), tmp_path)
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    assert [error.message for error in schema.iter_errors(content)] == []
    assert content["coverage"]["operations"]
    assert (tmp_path / "report.html").is_file()
