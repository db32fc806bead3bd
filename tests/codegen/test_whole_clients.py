"""A generated client is whole, the same every time, or not there at all."""

import ast
import hashlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sketches import (
    TEXT,
    body,
    described,
    members,
    one_schema,
    operation,
    parameter,
    reference,
    security,
)

from fine_tuning_contract import places
from fine_tuning_contract.codegen import Generated, GenerationError, generate_client
from fine_tuning_contract.description import load, operations

Generate = Callable[[dict[str, Any]], Path]
Import = Callable[[dict[str, Any]], ModuleType]


@pytest.fixture(scope="module")
def normalized() -> dict[str, Any]:
    """Return the project's normalized description."""
    return load(places.normalized_description()).content


@pytest.fixture(scope="module")
def made(normalized: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """Return the client that is generated from it."""
    package = tmp_path_factory.mktemp("made") / "client"
    return generate_client(normalized, Path("x.yml"), package)


def digests(package: Path) -> dict[str, str]:
    """Return the hash of each file of a package."""
    return {
        path.relative_to(package).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in package.rglob("*")
        if path.is_file()
    }


def classes(package: Path) -> dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Return the methods of each resource class."""
    found: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
    for path in (package / "resources").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                functions = (ast.FunctionDef, ast.AsyncFunctionDef)
                found[node.name] = [each for each in node.body if isinstance(each, functions)]
    return found


def method_count(package: Path, *, asynchronous: bool) -> int:
    """Return how many methods send something, in the sync or the async classes."""
    return sum(
        "_connection." in ast.unparse(method) and "payload" in ast.unparse(method)
        for name, methods in classes(package).items()
        for method in methods
        if name.startswith("Async") is asynchronous
    )


def test_every_operation_is_in_both_clients(normalized: dict[str, Any], made: Generated) -> None:
    """The sync and the async classes have one method for each described operation."""
    assert made.operations == len(list(operations(normalized))) == 21
    assert method_count(made.package, asynchronous=False) == 21
    assert method_count(made.package, asynchronous=True) == 21


def test_every_described_object_is_a_class(normalized: dict[str, Any], made: Generated) -> None:
    """Each object schema with members has a class of its own; none is dropped."""
    schemas = normalized["components"]["schemas"]
    objects = {name.casefold() for name, schema in schemas.items() if schema.get("properties")}
    trees = [ast.parse(path.read_text()) for path in (made.package / "models").glob("*.py")]

    written = {
        node.name.casefold()
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }

    assert written == objects
    assert made.models == len(objects)


def test_every_json_answer_has_its_type(made: Generated) -> None:
    """No method that answers an object is annotated as answering anything."""
    annotations = [
        ast.unparse(method.returns)
        for name, methods in classes(made.package).items()
        for method in methods
        if method.returns is not None and not name.endswith("Raw")
    ]

    assert "Any" not in annotations
    assert not [text for text in annotations if text.startswith("dict")]


def test_same_description_gives_the_same_bytes(
    normalized: dict[str, Any], made: Generated, tmp_path: Path
) -> None:
    """Two generations differ in no byte, wherever they are written, and change no description."""
    before = repr(normalized)

    again = generate_client(normalized, Path("x.yml"), tmp_path / "b" / "c" / "client")

    assert digests(again.package) == digests(made.package)
    assert repr(normalized) == before


def test_only_the_package_is_written(generate: Generate) -> None:
    """Beside the package, nothing is left behind: no temporary folder, no cache."""
    package = generate(one_schema("Pet", members(id=TEXT)))

    assert [each.name for each in package.parent.iterdir()] == [package.name]
    assert not list(package.rglob("__pycache__"))


def test_old_files_are_gone_after_a_new_generation(tmp_path: Path) -> None:
    """A schema that is no longer described leaves no module behind."""
    package = tmp_path / "client"
    generate_client(one_schema("Dog", members(id=TEXT)), Path("x.yml"), package)

    generate_client(one_schema("Cat", members(id=TEXT)), Path("x.yml"), package)

    assert not (package / "models" / "dog.py").exists()
    assert (package / "models" / "cat.py").exists()


def test_description_without_a_schema_generates(client_of: Import) -> None:
    """An API that answers nothing but texts has a client all the same."""
    client = client_of(described())

    assert (
        inspect.signature(client.Client(transport=None).pets.find_pets).return_annotation == "str"
    )


def test_description_without_components_generates(client_of: Import) -> None:
    """The part of a description that holds shared things may be left out."""
    document = described()
    del document["components"]

    assert client_of(document).Client().pets.find_pets


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "two operations as one method": (
        described({"/a": {"get": operation("listPets")}, "/b": {"get": operation("list_pets")}}),
        r"listPets and list_pets would both be pets\.list_pets\(\).*x-speakeasy-name-override",
    ),
    "two schemas in one module": (
        described(schemas={"FooBar": members(a=TEXT), "foo_bar": members(b=TEXT)}),
        r"(?s)FooBar.*foo_bar|foo_bar.*FooBar",
    ),
    "an enum whose values have another schema's name": (
        described(
            schemas={"Color": {"type": "string", "enum": ["red"]}, "ColorValues": members(a=TEXT)}
        ),
        r"(?s)Color.*ColorValues",
    ),
    "two groups in one module": (
        described(
            {
                "/a": {"get": operation("one", **{"x-speakeasy-group": "big.pets"})},
                "/b": {"get": operation("two", **{"x-speakeasy-group": "big_pets"})},
            }
        ),
        r"(?s)big\.pets.*big_pets|one.*two",
    ),
    "a group and a method of one name": (
        described(
            {
                "/a": {
                    "get": operation(
                        "one", **{"x-speakeasy-group": "big", "x-speakeasy-name-override": "pets"}
                    )
                },
                "/b": {"get": operation("two", **{"x-speakeasy-group": "big.pets"})},
            }
        ),
        r"(?s)one.*big\.pets|big\.pets.*one",
    ),
    "a method with the name of something else": (
        described({"/a": {"get": operation("with_raw_response")}}),
        r"with_raw_response",
    ),
    "a group with the name of something else": (
        described({"/a": {"get": operation(**{"x-speakeasy-group": "with_options"})}}),
        r"with_options",
    ),
    "no successful answer": (
        described(
            {"/a": {"get": {"operationId": "a", "responses": {"404": {"description": "No."}}}}}
        ),
        r"GET /a describes no successful answer; add one by an overlay",
    ),
    "a cookie": (
        described({"/a": {"get": operation(parameters=[parameter("crumb", "cookie")])}}),
        r"findPets: the parameter 'crumb' is a cookie.*overlay",
    ),
    "a parameter that the path has and the operation does not": (
        described({"/pets/{id}": {"get": operation()}}),
        r"GET /pets/\{id\}",
    ),
    "a key that is no bearer token": (
        described(
            {"/a": {"get": operation(security=[{"Key": []}])}},
            **security(Key={"type": "apiKey", "in": "header", "name": "X-Key"}),
        ),
        r"Key",
    ),
    "a number that JSON does not know": (
        one_schema("Odd", members(required=("a",), a={"const": float("inf")})),
        r"(?i)inf",
    ),
    "references that lead in a circle": (
        described(
            schemas={"A": reference("B"), "B": reference("A"), "C": members(a=reference("A"))}
        ),
        r"pets\.yml.*cannot read",
    ),
}


@pytest.mark.parametrize(
    ("document", "message"),
    list(REFUSED.values()),
    ids=[name.replace(" ", "-") for name in REFUSED],
)
def test_what_would_be_lost_is_refused(
    generate: Generate, document: dict[str, Any], message: str
) -> None:
    """What cannot become a whole client ends in an error that says what is in the way."""
    with pytest.raises(GenerationError) as refusal:
        generate(document)
    assert re.search(message, str(refusal.value))
    assert "Traceback" not in str(refusal.value)


def test_failed_generation_leaves_the_old_client(tmp_path: Path) -> None:
    """The old package stays as it was, and nothing half-written stays beside it."""
    package = tmp_path / "client"
    generate_client(one_schema("Pet", members(id=TEXT)), Path("x.yml"), package)
    before = digests(package)

    with pytest.raises(GenerationError):
        generate_client(REFUSED["a cookie"][0], Path("x.yml"), package)
    assert digests(package) == before
    assert [each.name for each in tmp_path.iterdir()] == ["client"]


def test_client_that_does_not_import_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the templates is found before the old package is replaced."""
    package = tmp_path / "client"
    generate_client(one_schema("Pet", members(id=TEXT)), Path("x.yml"), package)
    before = digests(package)
    monkeypatch.setattr("fine_tuning_contract.codegen.project.literal", lambda _: "1 / 0")

    with pytest.raises(GenerationError, match=r"not whole:(?s:.)*ZeroDivisionError"):
        generate_client(one_schema("Cat", members(id=TEXT)), Path("x.yml"), package)
    assert digests(package) == before


@pytest.mark.parametrize(
    "stated",
    [
        pytest.param(
            {
                "/pets/{id}": {
                    "put": operation(
                        parameters=[parameter("id", "path")],
                        requestBody=body(members(id=TEXT, name=TEXT)),
                    )
                }
            },
            id="path-and-body",
        ),
        pytest.param(
            {
                "/pets": {
                    "post": operation(
                        parameters=[parameter("id")], requestBody=body(members(id=TEXT))
                    )
                }
            },
            id="query-and-body",
        ),
        pytest.param(
            {
                "/pets": {
                    "post": operation(
                        parameters=[parameter("body")],
                        requestBody=body({"type": "array", "items": TEXT}),
                    )
                }
            },
            id="query-and-whole-body",
        ),
        pytest.param(
            {"/pets": {"get": operation(parameters=[parameter("id"), parameter("ID", "header")])}},
            id="query-and-header",
        ),
    ],
)
def test_one_name_in_two_places_is_two_arguments(
    generate: Generate, stated: dict[str, Any]
) -> None:
    """A name that stands both in the path and in the body keeps no client from being made."""
    package = generate(described(stated))

    assert method_count(package, asynchronous=False) == 1
