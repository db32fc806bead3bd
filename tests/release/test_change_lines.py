"""The changelog says for whom something changed, and what they have to do."""

from pathlib import Path

import pytest

from fine_tuning_contract.release.change import ChangeReport, change_report

OLD = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 100}}]
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
  /pets/{id}:
    delete:
      operationId: deletePet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: Done.}}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: string}}}
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a description."""
    place = tmp_path / "old.yml"
    place.write_text(OLD)
    return place


def changed(old: Path, before: str, after: str) -> ChangeReport:
    """Return the report of a change of the text."""
    assert before in OLD
    new = old.with_name("new.yml")
    new.write_text(OLD.replace(before, after))
    return change_report(old, new, [])


def test_same_description_has_nothing_to_tell(old: Path) -> None:
    """Spelling alone is no news."""
    report = changed(old, "maximum: 100", "maximum: 100.0")

    assert (report.rules, report.client, report.release) == ((), (), "none")


def test_narrower_request_breaks_clients(old: Path) -> None:
    """Who sends what was allowed is told first, with what to do."""
    report = changed(old, "maximum: 100", "maximum: 50")

    (line,) = report.client
    assert line.startswith("**Breaking on the wire")
    assert "; keep to the new limit" in line
    assert report.rules == ()
    assert report.release == "major"


def test_wider_request_is_a_matter_of_servers(old: Path) -> None:
    """A server has to accept more than before, and no client breaks."""
    report = changed(old, "maximum: 100", "maximum: 200")

    assert len(report.rules) == 1
    assert not any(line.startswith("**Breaking") for line in report.client)
    assert report.release == "minor"


def test_words_are_counted(old: Path) -> None:
    """Another description of the same is one line, however many there are."""
    report = changed(old, "description: Done.", "description: All done.")

    assert [line.partition(":")[0] for line in report.client] == [
        "Further changes, of words and for servers only"
    ]
    assert report.release == "patch"


def test_lost_overlay_is_told(old: Path, tmp_path: Path) -> None:
    """An action that found its target before, and does not any more, is in the report."""
    overlay = tmp_path / "010-a.overlay.yml"
    overlay.write_text(
        "overlay: 1.1.0\ninfo: {title: A, version: 1.0.0}\n"
        "actions: [{target: $.components.schemas.Pet, update: {description: A pet.}}]\n"
    )
    new = tmp_path / "new.yml"
    new.write_text(OLD.replace("Pet:", "Animal:").replace("as/Pet", "as/Animal"))

    report = change_report(old, new, [overlay])

    assert any(line.startswith(f"unmatched: {overlay}:3:11: action 1") for line in report.overlays)
    assert report.markdown.startswith("## ")
