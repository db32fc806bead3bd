"""`generate` writes everything or nothing, and `--check` tells what has become of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def made(run: Run, published: Path, no_overlays: Path, tmp_path: Path) -> Path:
    """Return a folder that was just generated."""
    result = generate(run, published, no_overlays, tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    return tmp_path / "out"


def generate(run: Run, source: Path, overlays: Path, output: Path, *more: str) -> Result:
    """Generate from a description and a folder of overlays."""
    return run("generate", "--source", source, "--overlay", overlays, "--output", output, *more)


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of each file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_folder_holds_description_provenance_and_client(made: Path) -> None:
    """Three things are written, and nothing else, not even beside the folder."""
    assert sorted(each.name for each in made.iterdir()) == [
        "PROVENANCE.json",
        "fine_tuning_client",
        "openapi.normalized.yml",
    ]
    assert not list(made.parent.glob(".generating*"))


def test_result_is_told_on_stderr(
    run: Run, published: Path, no_overlays: Path, tmp_path: Path
) -> None:
    """Where it was written and how much it is; standard output stays free."""
    result = generate(run, published, no_overlays, tmp_path / "out")

    assert "1 operations, 1 models" in result.stderr
    assert result.stdout == ""


def test_generating_again_changes_nothing(
    run: Run, published: Path, no_overlays: Path, made: Path
) -> None:
    """The same inputs give the same bytes."""
    before = files(made)

    generate(run, published, no_overlays, made)

    assert files(made) == before


def test_provenance_names_every_input(made: Path, published: Path) -> None:
    """Hashes of source, overlays and generator, and versions of the tools, are on record."""
    record = json.loads((made / "PROVENANCE.json").read_text())

    assert list(record["source"]) == [published.name]
    assert record["overlays"] == {}
    assert len(record["generator"]) == 64
    assert record["tools"]["openapi-python-client"] == "0.29.1"


def test_fresh_folder_passes_the_check(
    run: Run, published: Path, no_overlays: Path, made: Path
) -> None:
    """What was just generated is up to date; the check writes nothing."""
    before = files(made)

    result = generate(run, published, no_overlays, made, "--check")

    assert (result.exit_code, result.stderr) == (0, f"{made} is up to date\n")
    assert files(made) == before


def edited_file(made: Path, _: Path, __: Path) -> str:
    """Edit a generated file by hand."""
    place = made / "fine_tuning_client" / "client.py"
    place.write_text(place.read_text() + "# mine\n")
    return "is stale: edited by hand (fine_tuning_client/client.py); run"


def missing_file(made: Path, _: Path, __: Path) -> str:
    """Take a generated file away."""
    (made / "fine_tuning_client" / "client.py").unlink()
    return "is stale: removed by hand (fine_tuning_client/client.py); run"


def further_file(made: Path, _: Path, __: Path) -> str:
    """Put a file among the generated ones."""
    (made / "fine_tuning_client" / "mine.py").write_text("")
    return "is stale: added by hand (fine_tuning_client/mine.py); run"


def changed_source(_: Path, source: Path, __: Path) -> str:
    """Change the description."""
    source.write_text(source.read_text().replace("1.0.0", "1.0.1"))
    return "is stale: published.yml changed ("


def new_overlay(_: Path, __: Path, overlays: Path) -> str:
    """Add an overlay."""
    (overlays / "010-retitle.overlay.yml").write_text(
        "overlay: 1.1.0\ninfo: {title: Retitle, version: 1.0.0}\n"
        "actions: [{target: $.info, update: {title: Other}}]\n"
    )
    return "is stale: 010-retitle.overlay.yml is new ("


def changed_engine(made: Path, _: Path, __: Path) -> str:
    """Have it made by other templates."""
    place = made / "PROVENANCE.json"
    record = json.loads(place.read_text())
    place.write_text(json.dumps({**record, "generator": "0" * 64}))
    return "is stale: the templates or the runtime changed (PROVENANCE.json)"


def changed_reader(made: Path, _: Path, __: Path) -> str:
    """Have it made from what other code read."""
    place = made / "PROVENANCE.json"
    record = json.loads(place.read_text())
    place.write_text(json.dumps({**record, "description": "0" * 64}))
    return "is stale: the code that reads, overlays and reshapes descriptions changed"


def changed_tool(made: Path, _: Path, __: Path) -> str:
    """Have it made by another version of a tool."""
    place = made / "PROVENANCE.json"
    record = json.loads(place.read_text())
    place.write_text(json.dumps({**record, "tools": {**record["tools"], "ruff": "0.1"}}))
    return "is stale: ruff changed"


def lost_provenance(made: Path, _: Path, __: Path) -> str:
    """Lose the record of what it was made from."""
    (made / "PROVENANCE.json").unlink()
    return "is stale: PROVENANCE.json is missing or cannot be read"


def lost_folder(made: Path, _: Path, __: Path) -> str:
    """Lose everything."""
    shutil.rmtree(made)
    return "is stale: it is not there"


@pytest.mark.parametrize(
    "change",
    [
        edited_file,
        missing_file,
        further_file,
        changed_source,
        new_overlay,
        changed_engine,
        changed_reader,
        changed_tool,
        lost_provenance,
        lost_folder,
    ],
    ids=lambda change: change.__name__.replace("_", "-"),
)
def test_stale_folder_fails_the_check_by_name(
    run: Run, published: Path, no_overlays: Path, made: Path, change: Callable[..., str]
) -> None:
    """Whatever has changed since is named, with what to run, and the check ends with 1."""
    named = change(made, published, no_overlays)
    before = files(made) if made.exists() else {}

    result = generate(run, published, no_overlays, made, "--check")

    told = " ".join(result.stderr.split())
    assert result.exit_code == 1
    assert f"{made} is stale" in told
    assert named in told
    assert "fine-tuning-contract generate" in told
    assert len(result.stderr.splitlines()) == 1
    assert (files(made) if made.exists() else {}) == before


def test_false_examples_of_a_provider_are_a_warning(
    run: Run, published: Path, no_overlays: Path, tmp_path: Path
) -> None:
    """Somebody else's description is generated from all the same, and the examples are counted."""
    text = published.read_text().replace("{id: {type: string}}", "{id: {type: string, example: 3}}")
    published.write_text(text)

    result = generate(run, published, no_overlays, tmp_path / "out")

    assert result.exit_code == 0
    assert f"warning: {published}: 1 examples do not fit their own schema" in result.stderr
    assert f"fine-tuning-contract examples --source {published}" in result.stderr


def test_every_omission_is_told_with_reason_and_remedy(
    run: Run, published: Path, no_overlays: Path, tmp_path: Path
) -> None:
    """What the client does not do, though the description says it, is no secret."""
    own = "operationId: listPets\n      servers: [{url: 'https://other.test'}]"
    published.write_text(published.read_text().replace("operationId: listPets", own))

    result = generate(run, published, no_overlays, tmp_path / "out")

    assert result.exit_code == 0
    assert "warning: GET /pets: servers of their own are not used" in result.stderr


def test_every_file_of_a_description_is_on_record(
    run: Run, published: Path, no_overlays: Path, tmp_path: Path
) -> None:
    """A description in several files is stale as soon as one of them changes."""
    text = published.read_text().replace("{type: object, properties: {id: {type: string}}}", "{}")
    published.write_text(text.replace("#/components/schemas/Pet", "pet.yml"))
    (tmp_path / "pet.yml").write_text("{type: object, properties: {id: {type: string}}}")
    generate(run, published, no_overlays, tmp_path / "out")
    (tmp_path / "pet.yml").write_text("{type: object, properties: {id: {type: integer}}}")

    result = generate(run, published, no_overlays, tmp_path / "out", "--check")

    assert "is stale: pet.yml changed (" in result.stderr


def test_failed_generation_leaves_everything_as_it_was(
    run: Run, published: Path, no_overlays: Path, made: Path
) -> None:
    """A description that became wrong costs nothing of what stands there."""
    before = files(made)
    published.write_text(published.read_text().replace("schemas/Pet'", "schemas/Dog'"))

    result = generate(run, published, no_overlays, made)

    assert result.exit_code == 2
    assert files(made) == before
    assert not list(made.parent.glob(".generating*"))


def test_file_in_the_place_of_the_folder_is_named(
    run: Run, published: Path, no_overlays: Path, tmp_path: Path
) -> None:
    """A file where the folder should be ends with 2 and stays."""
    place = tmp_path / "out"
    place.write_text("mine")

    result = generate(run, published, no_overlays, place)

    assert result.exit_code == 2
    assert str(place) in result.stderr
    assert place.read_text() == "mine"


def test_project_is_not_stale(run: Run) -> None:
    """What stands in `generated/` is what the sources of this checkout give."""
    result = run("generate", "--check")

    assert result.exit_code == 0, result.stderr
