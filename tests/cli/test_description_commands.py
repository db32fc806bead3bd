"""Commands that look at a description: where a place comes from, and whether examples are true."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
Write = Callable[[str, str], Path]


def test_place_is_explained_by_what_made_it(run: Run, write: Write, published: Path) -> None:
    """A place that an overlay changed is told with file and action; nothing else is printed."""
    overlay = write(
        "010-retitle.overlay.yml",
        """
        overlay: 1.1.0
        info: {title: Retitle, version: 1.0.0}
        actions: [{target: $.info, update: {title: Other}}]
        """,
    )

    result = run(
        *("normalize", "--source", published, "--overlay", overlay, "--explain", "/info/title")
    )

    assert result.exit_code == 0
    assert "010-retitle.overlay.yml" in result.stdout
    assert "listPets" not in result.stdout


def test_place_that_is_not_there_is_told(run: Run, published: Path, no_overlays: Path) -> None:
    """A pointer to nothing ends with 2 and the pointer."""
    result = run(
        *("normalize", "--source", published, "--overlay", no_overlays, "--explain", "/info/none")
    )

    assert result.exit_code == 2
    assert "/info/none" in result.stderr


def test_examples_of_the_project_are_true(run: Run) -> None:
    """Every example of the normalized description fits its schema."""
    result = run("examples")

    assert result.exit_code == 0
    assert "every example fits its schema" in result.stdout


def test_false_example_is_told_by_its_place(run: Run, write: Write, published: Path) -> None:
    """An example that its schema refuses ends with 1 and file, line and column."""
    text = published.read_text().replace(
        "properties: {id: {type: string}}", "properties: {id: {type: string, examples: [3]}}"
    )
    source = write("false.yml", text)

    result = run("examples", "--source", source)

    assert result.exit_code == 1
    assert "1 example is false" in result.stderr
    assert f"{source}:" in result.stderr


def test_false_examples_are_told_to_programs(run: Run, write: Write, published: Path) -> None:
    """As JSON, an example that is false has its place, its pointer and what is wrong."""
    text = published.read_text().replace(
        "properties: {id: {type: string}}", "properties: {id: {type: string, examples: [3]}}"
    )
    result = run("examples", "--json", "--source", write("false.yml", text))
    told = json.loads(result.stdout)

    assert result.exit_code == 1
    assert [set(problem) for problem in told] == [{"where", "pointer", "message"}]


def test_faults_of_overlays_are_told_to_programs(run: Run, write: Write) -> None:
    """As JSON, whatever is wrong with an overlay has its place and its level."""
    wrong = write("wrong.overlay.yml", "overlay: 1.0.0\ninfo: {title: Wrong}\nactions: []\n")
    result = run("overlay", "validate", "--json", wrong)
    told = json.loads(result.stdout)

    assert result.exit_code == 1
    assert {problem["level"] for problem in told} == {"error"}
