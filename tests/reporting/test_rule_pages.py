"""The rule book as it is printed."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from fine_tuning_contract import places
from fine_tuning_contract.commands.ancestry import origins
from fine_tuning_contract.commands.rulebook import command
from fine_tuning_contract.conformance import Rule, read_description, rule_book
from fine_tuning_contract.conformance.reporting.origins import pointer_of_claim
from fine_tuning_contract.conformance.reporting.rule_book import as_markdown, as_text

from .conftest import rule_named


@pytest.fixture(scope="module")
def book() -> list[Rule]:
    """Return every rule of the contract."""
    return rule_book(places.rules())


@pytest.fixture(scope="module")
def known(book: list[Rule]) -> dict[str, dict[str, str]]:
    """Return the origin of every rule."""
    return {rule_id: dict(origin) for rule_id, origin in origins(book).items()}


def _printed(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_entry_reads_like_a_specification() -> None:
    """Level, id, promise, reason, quote, place, who says it, and what it needs, in this order."""
    rule = rule_named("things-are-listed", needs="colours")
    text = as_text(
        [rule], {rule.id: {"by": "overlay", "where": "overlays/010-x.overlay.yml:3:5"}}, 72
    )

    assert text.endswith(
        "MUST    things-are-listed\n"
        "        The promise of things-are-listed.\n"
        "        Somebody relies on it.\n"
        "        “things come in order”\n"
        "        Place: listThings\n"
        "        These words are added by an overlay,\n"
        "        overlays/010-x.overlay.yml:3:5.\n"
        "        Applies to servers with colours.\n"
    )


def test_text_holds_every_rule_whole(book: list[Rule], known: dict[str, dict[str, str]]) -> None:
    """At any width, ids and places stand in one piece, and all else is wrapped."""
    lines = as_text(book, known, 60).splitlines()
    entries = {line[8:] for line in lines if line.startswith(("MUST    ", "SHOULD  "))}

    assert entries == {rule.id for rule in book}
    too_long = [line.strip() for line in lines if len(line) > 60]
    assert [line for line in too_long if len(re.split(": | {2,}", line)[-1].split()) > 1] == []


def test_markdown_leads_to_every_area(book: list[Rule], known: dict[str, dict[str, str]]) -> None:
    """Each link of the table leads to a heading as renderers name it."""
    text = as_markdown(book, known)
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert set(re.findall(r"\]\(#(.*?)\)", text)) == anchors
    assert text.count("\n### ") == len(book)


@pytest.mark.parametrize("arguments", [("--json",), ("--format", "json")])
def test_programs_get_everything(book: list[Rule], arguments: tuple[str, ...]) -> None:
    """As JSON, each rule has all that it states, and its origin."""
    entries = json.loads(_printed(*arguments))

    assert [entry["id"] for entry in entries] == [rule.id for rule in book]
    assert {entry["origin"]["by"] for entry in entries} == {"provider", "overlay"}


def test_command_prints_text_and_markdown() -> None:
    """The command prints either."""
    assert _printed().startswith("Rule book: ")
    assert _printed("--format", "markdown").startswith("# Rule book\n")


def test_every_origin_names_a_file_that_exists(
    known: dict[str, dict[str, str]], checkout: Path
) -> None:
    """Each origin is a file of the project and a line in it, and overlays are told apart."""
    for origin in known.values():
        file, line, *_ = origin["where"].split(":")
        assert (checkout / file).is_file()
        assert line.isdecimal()
        assert file.startswith("overlays/") == (origin["by"] == "overlay")


def test_quoted_words_stand_at_the_pointer(book: list[Rule]) -> None:
    """The pointer of a rule with a quote leads to the text that holds the words."""
    content = read_description(places.normalized_description()).content
    for rule in (each for each in book if each.says):
        place: object = content
        for part in pointer_of_claim(content, rule).split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            place = place[int(key)] if isinstance(place, list) else place[key]  # type: ignore[index]
        assert " ".join((rule.says or "").split()) in " ".join(str(place).split())
