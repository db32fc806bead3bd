"""A description or an overlay that is wrong ends in one message that says what, where and why."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from fine_tuning_contract import places
from fine_tuning_contract.codegen import GenerationError

Run = Callable[..., Result]
Write = Callable[[str, str], Path]

# Each command that reads a description and overlays.
CALLS = {
    "normalize": ("normalize", "--source", "{source}", "--overlay", "{overlay}"),
    "generate": (
        *("generate", "--source", "{source}", "--overlay", "{overlay}"),
        *("--output", "{output}"),
    ),
    "apply": ("overlay", "apply", "{source}", "{overlay}"),
}

WRONG_SOURCES = {
    "broken-yaml": ("a: [1,\n b: }\n", ":2:5: not valid YAML"),
    "duplicate-key": ("openapi: 3.1.0\nopenapi: 3.1.0\n", ":2:1"),
    "list": ("[]\n", ":1:1: the top of the file is no object"),
    "empty": ("", ":1:1: the file is empty"),
    "old": ("swagger: '2.0'\n", ":1:1: OpenAPI 2.0 is not supported"),
    "no-openapi": ("info: {}\n", ":1:1"),
}

DANGLING = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        '200':
          $ref: '#/components/responses/Pets'
        '404':
          description: No pets.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Error'}
"""

OVERLAY = """
overlay: 1.1.0
info: {{title: A test, version: 1.0.0}}
actions:
  - target: {target}
    update: {{a: 1}}
"""

WRONG_OVERLAYS = {
    "bad-path": (
        OVERLAY.format(target="$.paths["),
        "wrong.overlay.yml:4:5: action 1: target $.paths[ is no RFC 9535 query",
    ),
    "unmatched": (
        OVERLAY.format(target="$.paths.nowhere"),
        "wrong.overlay.yml:4:5: action 1: target $.paths.nowhere matches nothing in",
    ),
    "no-overlay": ("overlay: 1.1.0\nactions: []\n", "'info' is missing"),
    "broken": ("overlay: [\n", "wrong.overlay.yml:2:1: not valid YAML"),
}


def told(result: Result) -> str:
    """Return what was told on stderr, on one line."""
    return " ".join(result.stderr.split())


@pytest.mark.parametrize("command", ["normalize", "generate"])
@pytest.mark.parametrize("wrong", WRONG_SOURCES)
def test_wrong_description_is_told_by_its_place(
    run: Run, write: Write, no_overlays: Path, command: str, wrong: str
) -> None:
    """A description that cannot be read ends with 2 and file, line and column."""
    text, message = WRONG_SOURCES[wrong]
    source = write("source.yml", text)
    output = source.parent / "out"

    result = run(*CALLS[command], source=source, overlay=no_overlays, output=output)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {source}")
    assert message in told(result)
    assert result.stdout == ""
    assert not output.exists()


def test_every_dangling_reference_is_named_with_its_place(
    run: Run, write: Write, no_overlays: Path
) -> None:
    """All that is missing is told at once, each with the place that asks for it."""
    source = write("source.yml", DANGLING)

    result = run("normalize", "--source", source, "--overlay", no_overlays)

    assert result.exit_code == 2
    assert f"{source}:8:11" in result.stderr
    assert "#/components/responses/Pets" in result.stderr
    assert f"{source}:13:24" in result.stderr
    assert "#/components/schemas/Error" in result.stderr


@pytest.mark.parametrize("wrong", WRONG_OVERLAYS)
@pytest.mark.parametrize("command", CALLS)
def test_wrong_overlay_is_told_by_its_action(
    run: Run, write: Write, published: Path, command: str, wrong: str
) -> None:
    """A wrong overlay ends with 2, and the message names file, action and target."""
    text, message = WRONG_OVERLAYS[wrong]
    overlay = write("wrong.overlay.yml", text)
    output = overlay.parent / "out"

    result = run(*CALLS[command], source=published, overlay=overlay, output=output)

    assert result.exit_code == 2
    assert message in told(result)
    assert result.stdout == ""
    assert not output.exists()


@pytest.mark.parametrize("choice", ["warn", "ignore"])
def test_unmatched_target_can_be_borne(
    run: Run, write: Write, published: Path, choice: str
) -> None:
    """With `warn` the action is listed and the work goes on; with `ignore` goes on silently."""
    overlay = write("wrong.overlay.yml", WRONG_OVERLAYS["unmatched"][0])

    result = run(*("normalize", "--source", published, "--overlay", overlay, "--unmatched", choice))

    assert result.exit_code == 0
    assert "listPets" in result.stdout
    assert ("warning: " in result.stderr) is (choice == "warn")
    assert ("$.paths.nowhere" in result.stderr) is (choice == "warn")


@pytest.mark.parametrize(
    "call",
    [
        ("normalize", "--source", "{none}"),
        ("generate", "--source", "{none}", "--output", "{folder}/out"),
        ("normalize", "--overlay", "{none}"),
        ("overlay", "apply", "{none}", "{none}"),
        ("overlay", "validate", "{none}"),
        ("examples", "--source", "{none}"),
        ("normalize", "--source", "{folder}"),
    ],
    ids=" ".join,
)
def test_missing_file_is_named(run: Run, tmp_path: Path, call: tuple[str, ...]) -> None:
    """A file that is not there, or is a folder, ends with 2 and its name."""
    none = tmp_path / "none.yml"

    result = run(*call, none=none, folder=tmp_path)

    assert result.exit_code == 2
    assert str(tmp_path) in result.stderr
    assert re.search("no such file|is a directory", result.stderr, re.IGNORECASE)


@pytest.mark.parametrize("command", ["normalize", "apply"])
def test_place_that_cannot_be_written_is_named(
    run: Run, write: Write, published: Path, command: str
) -> None:
    """A folder where the result should go ends with 2 and its name."""
    overlay = write("right.overlay.yml", OVERLAY.format(target="$.info"))
    folder = overlay.parent / "folder"
    folder.mkdir()

    result = run(*CALLS[command], "-o", folder, source=published, overlay=overlay)

    assert result.exit_code == 2
    assert str(folder) in result.stderr


def test_selection_of_nothing_is_an_error(run: Run) -> None:
    """A glob that no path fits is told, with a path that may have been meant."""
    result = run("normalize", "--select", "/fine_tunning/**")

    assert result.exit_code == 2
    assert "/fine_tunning/**: matches no path" in told(result)
    assert "/fine_tuning/" in told(result)


def test_overlays_can_be_validated(run: Run, write: Write) -> None:
    """Valid overlays end with 0; each fault of others is told with its place, and ends with 1."""
    right = write("right.overlay.yml", OVERLAY.format(target="$.info"))
    wrong = write("wrong.overlay.yml", "overlay: 9\ninfo: {title: T}\nactions: {}\n")

    good, bad = run("overlay", "validate", right), run("overlay", "validate", right, wrong)

    assert (good.exit_code, good.stdout) == (0, "1 valid\n")
    assert bad.exit_code == 1
    assert f"{wrong}:2:1: 'version' is missing" in bad.stderr
    assert str(right) not in bad.stderr


def test_overlay_can_be_applied_to_any_document(run: Run, write: Write, tmp_path: Path) -> None:
    """The result goes to standard output or, whole, to a file."""
    document = write("any.json", '{"info": {"b": 2}}')
    overlay = write("right.overlay.yml", OVERLAY.format(target="$.info"))
    place = tmp_path / "out" / "result.yml"

    shown = run("overlay", "apply", document, overlay)
    written = run("overlay", "apply", document, overlay, "-o", place)

    assert shown.stdout == "info:\n  b: 2\n  a: 1\n"
    assert (written.exit_code, written.stdout) == (0, "")
    assert place.read_text() == shown.stdout


def test_normalized_description_can_be_shown_and_written(run: Run, tmp_path: Path) -> None:
    """Our own description is what `normalize` writes, byte for byte."""
    place = tmp_path / "normalized.yml"

    shown = run("normalize")
    written = run("normalize", "-o", place)

    assert (shown.exit_code, written.exit_code) == (0, 0)
    assert shown.stdout_bytes == place.read_bytes()
    assert place.read_bytes() == places.normalized_description().read_bytes()


def test_refused_generation_is_told_and_writes_nothing(
    run: Run, published: Path, tmp_path: Path, no_overlays: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the generator refuses ends with 2 and its message; the folder is not made."""

    def refuse(*_: object) -> None:
        raise GenerationError("it cannot be whole")

    monkeypatch.setattr("fine_tuning_contract.commands.generating.generate_client", refuse)

    result = run(
        *("generate", "--source", published, "--overlay", no_overlays),
        *("--output", tmp_path / "out"),
    )

    assert (result.exit_code, told(result)) == (2, "Error: it cannot be whole")
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".generating*"))
