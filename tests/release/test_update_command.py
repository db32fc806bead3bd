"""`update` leaves a working tree that can be reviewed, or leaves everything as it was."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fine_tuning_contract.cli import main

Update = Callable[..., Result]

PUBLISHED = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.test/v1'}]
paths:
  /pets:
    get:
      operationId: listPets
      description: The oldest stands first.
      tags: [Pets]
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet: {type: object, properties: {id: {type: string}}}
"""
FEED = """
  /pets/{id}/feed:
    post:
      operationId: feedPet
      tags: [Pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: Done.}}
components:
"""
OVERLAY = """
overlay: 1.1.0
info: {title: Describe pets, version: 1.0.0}
actions:
- {target: $.components.schemas.Pet, update: {description: A pet.}}
"""
# The command line of the project's own suite: it says what it was asked, and ends as it is told.
SUITE = """
import json, pathlib, sys
root = pathlib.Path.cwd()
if sys.argv[1] == "rules":
    print(json.dumps([{"id": "pets-a", "spec": "listPets", "says": "oldest stands first"}]))
else:
    (root.parent / "asked.txt").write_text(" ".join(sys.argv[1:3]))
    assert "feed" in (root / "generated/openapi.normalized.yml").read_text()
    import fine_tuning_client
    assert root.name.startswith(".updating-") and str(root) in fine_tuning_client.__file__
    sys.exit(int((root / "contract_tests/code.txt").read_text()))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a description, an overlay, a suite, and what was generated."""
    folder = tmp_path_factory.mktemp("made")
    texts = {
        "openapi.yml": PUBLISHED,
        "overlays/010-describe-pets.overlay.yml": OVERLAY,
        "pyproject.toml": "[project]\nversion = '0.3.1'\n",
        "src/fine_tuning_contract/__init__.py": "",
        "src/fine_tuning_contract/cli.py": SUITE,
        "contract_tests/code.txt": "0",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.lstrip("\n"))
    made = generate(folder)
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the project that a test may change."""
    return Path(shutil.copytree(made, tmp_path / "project"))


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """Return a new description: one operation more, and another sentence about the old one."""
    place = tmp_path / "new.yml"
    text = PUBLISHED.replace("\ncomponents:\n", FEED).replace("oldest", "newest")
    place.write_text(text.lstrip("\n"))
    return place


@pytest.fixture
def update(project: Path) -> Update:
    """Return a function that updates the project and sees to it that the end is orderly."""

    def run(spec: Path, *options: str) -> Result:
        given = ["update", str(spec), "--project", str(project), *options]
        result = CliRunner().invoke(main, given)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


def generate(project: Path, *options: str) -> Result:
    """Generate what stands in a project."""
    places = {"--source": "openapi.yml", "--overlay": "overlays", "--output": "generated"}
    given = [each for name, place in places.items() for each in (name, str(project / place))]
    return CliRunner().invoke(main, ["generate", *given, *options])


def files(project: Path) -> dict[str, bytes]:
    """Return the content of each file of a project, attempts aside."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and ".updating-" not in str(path) and path.name != "asked.txt"
    }


def attempts(project: Path) -> list[Path]:
    """Return what was left of attempts."""
    return list(project.glob(".updating-*"))


def test_everything_is_put_in_place(update: Update, project: Path, spec: Path) -> None:
    """Description, client and changelog are the new ones; what to review is told."""
    result = update(spec)

    assert result.exit_code == 0, result.output
    assert (project / "openapi.yml").read_bytes() == spec.read_bytes()
    assert "def feed_pet(" in (
        project / "generated/fine_tuning_client/resources/pets.py"
    ).read_text("utf-8")
    assert "generated/: 2 operations, 1 models" in result.output
    assert "contract: kept by the emulator and the client" in result.output
    assert attempts(project) == []


def test_result_is_not_stale(update: Update, project: Path, spec: Path) -> None:
    """Generating once more would change no byte."""
    update(spec)

    result = generate(project, "--check")

    assert result.exit_code == 0, result.output


def test_change_is_written_into_the_changelog(update: Update, project: Path, spec: Path) -> None:
    """The rule whose words are gone, the new operation, and the next version are named."""
    result = update(spec)

    text = (project / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]\n\nSuggested version: 0.3.2." in text
    assert "- `pets-a`: its words no longer stand at `listPets`; read the rule again" in text
    assert "- `feedPet` is new; no rule is about it yet" in text
    assert text.index("### Rules") < text.index("### Client")
    assert "- `POST /pets/{id}/feed`: " in text.partition("### Client")[2]
    assert "suggested version: 0.3.2" in result.output
    assert (project / "report" / "changes.md").exists()


def test_second_update_keeps_the_first_entry(update: Update, project: Path, spec: Path) -> None:
    """Entries pile up under what is not released yet."""
    update(spec)
    first = (project / "CHANGELOG.md").read_text("utf-8")
    spec.write_text(spec.read_text().replace("feedPet", "brushPet"))

    update(spec)

    text = (project / "CHANGELOG.md").read_text("utf-8")
    kept = [line for line in first.splitlines() if line.startswith("- ")]
    assert [line for line in kept if line not in text] == []
    assert text.count("## [Unreleased]") == 1
    assert "`brushPet` is new" in text


def test_suite_checks_what_was_made(update: Update, project: Path, spec: Path) -> None:
    """It runs before anything is in its place, on the new description and the new client."""
    update(spec)

    assert (project / "asked.txt").read_text() == "check --report"


def test_broken_contract_changes_nothing(update: Update, project: Path, spec: Path) -> None:
    """A rule that is broken ends with 1, and says where the attempt stands."""
    (project / "contract_tests" / "code.txt").write_text("1")
    before = files(project)

    result = update(spec)

    (left,) = attempts(project)
    assert result.exit_code == 1
    assert "the contract is not kept with the new description" in result.output
    assert f"nothing was changed; what was made so far stands in {left}" in result.output
    assert files(project) == before
    assert "feedPet" in (left / "generated" / "openapi.normalized.yml").read_text("utf-8")


def test_check_may_be_left_out(update: Update, project: Path, spec: Path) -> None:
    """Who asks for it gets the tree unchecked, and is told so."""
    (project / "contract_tests" / "code.txt").write_text("1")

    result = update(spec, "--no-check")

    assert result.exit_code == 0
    assert "contract: not checked, as --no-check was given" in result.output
    assert not (project / "asked.txt").exists()


def test_lost_target_stops_unless_told_otherwise(update: Update, project: Path, spec: Path) -> None:
    """An overlay that finds nothing stops the update; with a warning, it is in the changelog."""
    spec.write_text(spec.read_text().replace("Pet: {", "Animal: {").replace("as/Pet", "as/Animal"))
    before = files(project)

    stopped = update(spec)
    warned = update(spec, "--unmatched", "warn")

    assert stopped.exit_code == 2
    assert "010-describe-pets.overlay.yml:4:3: action 1: target" in stopped.output
    assert warned.exit_code == 0, warned.output
    text = (project / "CHANGELOG.md").read_text("utf-8")
    assert "### Overlays\n\n- unmatched: 010-describe-pets.overlay.yml:4:3: action 1" in text
    assert "openapi.yml" in before
    assert json.loads((project / "generated/PROVENANCE.json").read_text("utf-8"))["settings"] == {
        "select": [],
        "unmatched": "warn",
    }


def broken_yaml(spec: Path) -> str:
    """Break the description's syntax."""
    spec.write_text("openapi: [")
    return "not valid YAML"


def no_openapi(spec: Path) -> str:
    """Give something that is no description."""
    spec.write_text("a: 1\n")
    return "is this an OpenAPI description?"


def dangling_reference(spec: Path) -> str:
    """Refer to what is not there."""
    spec.write_text(spec.read_text().replace("Pet: {", "Dog: {"))
    return "matches nothing"


def false_example(spec: Path) -> str:
    """Give an example that its schema refuses."""
    spec.write_text(
        spec.read_text().replace("{id: {type: string}}", "{id: {type: string, example: 3}}")
    )
    return "1 examples of the normalized description are false"


def several_files(spec: Path) -> str:
    """Refer to a second file."""
    text = spec.read_text().replace("{id: {type: string}}", "{id: {$ref: 'id.yml'}}")
    spec.write_text(text)
    (spec.parent / "id.yml").write_text("type: string\n")
    return "join them into one"


def missing_file(spec: Path) -> str:
    """Take the description away."""
    spec.unlink()
    return "no such file"


@pytest.mark.parametrize(
    "spoil",
    [broken_yaml, no_openapi, dangling_reference, false_example, several_files, missing_file],
    ids=lambda spoil: spoil.__name__.replace("_", "-"),
)
def test_what_is_wrong_stops_the_update(
    update: Update, project: Path, spec: Path, spoil: Callable[[Path], str]
) -> None:
    """Whatever stops it is told in a line, and nothing is half-written."""
    told = spoil(spec)
    before = files(project)

    result = update(spec)

    assert result.exit_code in {1, 2}
    assert told in result.output
    assert "Traceback" not in result.output
    assert files(project) == before


def test_same_description_is_nothing_to_do(update: Update, project: Path) -> None:
    """The file that stands there already changes nothing, and says so."""
    before = files(project)

    result = update(project / "openapi.yml")

    assert result.exit_code == 0
    assert "nothing to do" in result.output
    assert files(project) == before


def test_folder_that_is_no_project_is_named(update: Update, spec: Path, tmp_path: Path) -> None:
    """Elsewhere there is nothing to update."""
    result = update(spec, "--project", str(tmp_path))

    assert result.exit_code == 2
    assert "has no openapi.yml: update works in a checkout" in result.output
