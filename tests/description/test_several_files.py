"""A description may stand in several files below one folder; nothing outside it is read."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from fine_tuning_contract.description import DescriptionError, normalize
from fine_tuning_contract.description.examples import check_examples

Files = Callable[..., Path]

ENTRY = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    $ref: paths/pets.yml
  /owners:
    get:
      operationId: listOwners
      responses:
        '200':
          description: Done.
          content:
            application/json:
              schema: {$ref: './schemas/owner.yml'}
components:
  schemas:
    Pet: {$ref: 'schemas/pet.yml'}
    Name: {type: string, minLength: 1}
"""
PATH = """
get:
  operationId: listPets
  parameters:
  - $ref: '../parameters.json#/limit'
  responses:
    '200':
      description: Done.
      content:
        application/json:
          schema:
            type: array
            items: {$ref: '../schemas/pet.yml'}
"""
PET = """
type: object
properties:
  name: {$ref: '../openapi.yml#/components/schemas/Name'}
  owner: {$ref: 'owner.yml'}
"""
OWNER = """
type: object
properties:
  pets: {type: array, items: {$ref: 'pet.yml'}}
  home: {$ref: '#/$defs/Home'}
$defs:
  Home: {type: object, properties: {street: {type: string}}}
"""
LIMIT = '{"limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}}'


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return a function that writes files into one folder and returns the first."""

    def written(first: str, **others: str) -> Path:
        folder = tmp_path / "described"
        (folder / "paths").mkdir(parents=True)
        (folder / "schemas").mkdir()
        named = {"openapi.yml": first, **others}
        for name, text in named.items():
            (folder / name).write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return folder / "openapi.yml"

    return written


@pytest.fixture
def pets(files: Files) -> Path:
    """Return a description in five files that refer to each other in circles."""
    others = {
        "paths/pets.yml": PATH,
        "schemas/pet.yml": PET,
        "schemas/owner.yml": OWNER,
        "parameters.json": LIMIT,
    }
    return files(ENTRY, **others)


def with_schema(reference: str) -> str:
    """Return a description whose one answer is of a schema in another place."""
    return f"""
    openapi: 3.1.0
    info: {{title: A, version: '1'}}
    paths:
      /a:
        get:
          operationId: a
          responses:
            '200':
              description: Done.
              content:
                application/json:
                  schema: {{$ref: '{reference}'}}
    """


def test_files_become_components_under_their_names(pets: Path) -> None:
    """Each file is one component, named after it, however many references there are."""
    found = normalize(pets)

    components = found.content["components"]
    assert sorted(components["schemas"]) == ["Home", "Name", "Pet", "owner"]
    assert list(components["parameters"]) == ["limit"]


def test_references_are_rewritten_to_the_components(pets: Path) -> None:
    """What stood in another file is found under its new name, back in the first file too."""
    schemas = normalize(pets).content["components"]["schemas"]

    pet, owner = schemas["Pet"]["properties"], schemas["owner"]["properties"]
    assert pet["name"] == {"$ref": "#/components/schemas/Name"}
    assert pet["owner"] == {"$ref": "#/components/schemas/owner"}
    assert owner["pets"]["items"] == {"$ref": "#/components/schemas/Pet"}
    assert owner["home"] == {"$ref": "#/components/schemas/Home"}


def test_path_in_a_file_is_put_in_its_place(pets: Path) -> None:
    """An operation in a file of paths is an operation like any other."""
    item = normalize(pets).content["paths"]["/pets"]

    assert item["get"]["operationId"] == "listPets"
    assert item["get"]["parameters"] == [{"$ref": "#/components/parameters/limit"}]


def test_two_runs_give_the_same(pets: Path) -> None:
    """Names depend on the files alone."""
    assert normalize(pets).content == normalize(pets).content


def test_every_file_that_was_read_is_told(pets: Path) -> None:
    """Whoever keeps a record of the inputs learns of all of them, the first one first."""
    found = normalize(pets).files

    assert found[0] == pets
    assert sorted(path.name for path in found) == [
        "openapi.yml",
        "owner.yml",
        "parameters.json",
        "pet.yml",
        "pets.yml",
    ]


def test_errors_name_the_file_they_stand_in(files: Files) -> None:
    """A fault in another file is shown there, with its line."""
    others = {"paths/pets.yml": "get: {operationId: a, responses: []}\n"}
    source = files(ENTRY, **others, **{"schemas/pet.yml": PET, "schemas/owner.yml": OWNER})

    with pytest.raises(DescriptionError, match=r"pets\.yml:1:23: responses of get"):
        normalize(source)


def test_invalid_file_is_named(files: Files) -> None:
    """A file that is read and is no YAML stops the run where it is wrong."""
    source = files(with_schema("schemas/a.yml"), **{"schemas/a.yml": "a: [1\n"})

    with pytest.raises(DescriptionError, match=r"schemas/a\.yml:2:1: not valid YAML"):
        normalize(source)


def test_examples_in_other_files_are_checked(files: Files) -> None:
    """An example beside its schema in another file is held to it, and shown there."""
    source = files(with_schema("schemas/a.yml"), **{"schemas/a.yml": "type: string\nexample: 1\n"})

    (problem,) = check_examples(source)

    assert problem.where.endswith("schemas/a.yml:2:1")


def test_one_name_for_two_files_is_told_apart(files: Files) -> None:
    """The second of two files of one name is called after its folder as well."""
    first = """
    openapi: 3.1.0
    info: {title: A, version: '1'}
    paths:
      /a:
        get:
          operationId: a
          responses:
            '200': {description: Done., content: {a/b: {schema: {$ref: 'paths/thing.yml'}},
                                                  a/c: {schema: {$ref: 'schemas/thing.yml'}}}}
    """
    one, other = "properties: {a: {type: string}}\n", "properties: {b: {type: string}}\n"

    content = normalize(
        files(first, **{"paths/thing.yml": one, "schemas/thing.yml": other})
    ).content

    assert sorted(content["components"]["schemas"]) == ["schemas_thing", "thing"]


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("../secret.yml", "leads out of the folder"),
        ("schemas/../../secret.yml", "leads out of the folder"),
        ("..%2Fsecret.yml", "leads out of the folder"),
        ("/etc/passwd", "an absolute path"),
        ("C:/secret.yml", "an absolute path"),
        ("file:///etc/passwd", "an address"),
        ("https://pets.test/pet.yml", "an address"),
        ("//pets.test/pet.yml", "an address"),
        ("missing.yml", "no such file"),
        ("schemas", "no such file"),
        ("link.yml", "leads out of the folder"),
        ("folder/secret.yml", "leads out of the folder"),
        ("loop.yml", "a path that cannot be followed"),
        ("schemas/a.yml#/b", "has nothing there"),
        ("schemas/a.yml#anchor", "names an anchor"),
        ("a%00b.yml", "a path that cannot be followed"),
    ],
)
def test_reference_out_of_the_folder_is_refused(
    files: Files, tmp_path: Path, reference: str, reason: str
) -> None:
    """What is outside is never read, whatever way leads there; the message shows the place."""
    source = files(with_schema(reference), **{"schemas/a.yml": "type: string\n"})
    (tmp_path / "secret.yml").write_text("type: string\n")
    (source.parent / "link.yml").symlink_to(tmp_path / "secret.yml")
    (source.parent / "folder").symlink_to(tmp_path)
    (source.parent / "loop.yml").symlink_to(source.parent / "loop.yml")

    with pytest.raises(DescriptionError) as raised:
        normalize(source)

    told = str(raised.value)
    assert "openapi.yml:12:24 (/paths/~1a/get/responses/200/content/application~1json" in told
    assert f"{reference}: " in told
    assert reason in told


def test_reference_that_is_not_selected_is_no_error(files: Files) -> None:
    """Only what is wanted has to be there."""
    source = files(with_schema("https://pets.test/pet.yml") + "  /b: {get: {responses: {}}}\n")

    found: dict[str, Any] = normalize(source, select=["/b"]).content

    assert list(found["paths"]) == ["/b"]


def test_missing_place_in_a_file_is_not_looked_for_in_the_first(files: Files) -> None:
    """In another file, `#/…` speaks of that file, even where the first has such a place."""
    inner = "properties: {a: {$ref: '#/info'}}\n"
    source = files(with_schema("schemas/a.yml"), **{"schemas/a.yml": inner})

    with pytest.raises(DescriptionError, match=r"schemas/a\.yml#/info: .*has nothing there"):
        normalize(source)


def test_paths_that_refer_in_a_circle_are_refused(files: Files) -> None:
    """A path that is itself ends in a message, not in a crash."""
    source = files(
        "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {/a: {$ref: paths/a.yml}}\n",
        **{"paths/a.yml": "$ref: b.yml\n", "paths/b.yml": "$ref: a.yml\n"},
    )

    with pytest.raises(DescriptionError, match="refers to itself"):
        normalize(source)
