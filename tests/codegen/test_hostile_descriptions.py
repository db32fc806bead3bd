"""Whatever a description says, what is generated from it is a client and nothing else."""

import ast
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sketches import TEXT, body, described, members, operation, parameter, reference

from fine_tuning_contract.codegen import generate_client

# No generated code may ever call this; it can only stand inside a string.
CANARY = "INJECTED"

PIECES = (
    '"""',
    "'''",
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\t",
    "\0",
    "\x1b",
    "\u2028",
    "\u202e",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# no",
    "../",
    "/",
    "#",
    ":",
    "%s",
    "${HOME}",
    "{0}",
    "\n\nArgs:\n",
    "é",
    "名",
    "😀",
    " ",
    f'"""\n{CANARY}()\n"""',
    f"'''\n{CANARY}()\n'''",
    f'")\n{CANARY}()\n("',
    f'": {CANARY}(), "',
    f"']\n{CANARY}()\n['",
    f"\\\n{CANARY}()",
    "list[",
    "º",
    "ﬁ",
    "\U0001d431",
    "class",
    "None",
    "import os",
)

hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=4).map("".join)
texts = st.lists(hostile, min_size=40, max_size=40)


class Names:
    """Hostile texts, one after the other; as names they begin with a word that keeps them apart."""

    def __init__(self, given_texts: list[str]) -> None:
        """Take the texts, which are given again and again."""
        self._texts = given_texts
        self._used = 0

    def text(self) -> str:
        """Return the next text."""
        self._used += 1
        return self._texts[self._used % len(self._texts)]

    def name(self, word: str) -> str:
        """Return a name that no other is equal to."""
        text = self.text()
        return f"{word}{self._used}x {text}"


def hostile_description(given_texts: list[str]) -> dict[str, Any]:
    """Return a description that is hostile wherever a text or a name may stand."""
    names = Names(given_texts)
    # A slash in a component's name would need an escape in every reference; OpenAPI allows none.
    schemas = {
        names.name(word).replace("/", "|"): schema
        for word, schema in hostile_schemas(names).items()
    }
    thing, *_ = schemas
    document = described({}, schemas)
    document["paths"] = hostile_paths(names, thing)
    document["info"] = {"title": names.text(), "version": names.text(), "description": names.text()}
    document["servers"] = [{"url": "https://x.test/" + names.text()}]
    scheme = names.name("key")
    document["security"] = [{scheme: []}]
    document["components"]["securitySchemes"] = {
        scheme: {"type": "http", "scheme": "bearer", "description": names.text()}
    }
    document["x-contract-client"] = {
        "class": names.name("Api"),
        "error": names.name("Mistake"),
        "baseUrlVariable": names.text(),
        "credentials": {scheme: {"argument": names.name("key"), "variable": names.text()}},
        "headers": {names.name("X"): {"argument": names.name("org"), "variable": names.text()}},
    }
    return document


def hostile_schemas(names: Names) -> dict[str, dict[str, Any]]:
    """Return an object, an enum and a union, all of them hostile."""
    thing = {
        names.name("member"): {
            "type": "string",
            "description": names.text(),
            "default": names.text(),
        }
        for _ in range(3)
    }
    tag = {"type": "string", "const": names.text()}
    return {
        "Thing": {**members(tuple(thing)[:1], **thing), "description": names.text()},
        "Tagged": {**members(("kind",), kind=tag), "description": names.text()},
        "Color": {
            "type": "string",
            "enum": sorted({names.name("a"), names.name("b")}),
            "description": names.text(),
        },
        "Either": {
            "anyOf": [
                {"type": "integer"},
                {"type": "string", "enum": [names.name("c"), names.text()]},
            ],
            "description": names.text(),
        },
    }


def hostile_paths(names: Names, thing: str) -> dict[str, Any]:
    """Return operations that are hostile in every word."""
    words = {"summary": names.text(), "description": names.text(), "tags": [names.name("tag")]}
    get = {
        **operation(names.name("find"), reference(thing), **words),
        "parameters": [
            parameter(names.name("p"), place, description=names.text())
            for place in ("query", "header")
        ],
    }
    post = operation(
        names.name("make"),
        **{
            "requestBody": body(
                members(**{names.name("m"): {**TEXT, "description": names.text()}})
            ),
            "x-speakeasy-group": names.name("group"),
            "x-speakeasy-name-override": names.name("method"),
        },
    )
    bare = operation(names.name("bare"), summary="", description="", tags=[names.name("tag")])
    path = "/" + names.text().replace("{", "").replace("}", "")
    return {path: {"get": get, "post": post}, "/bare": {"get": bare}}


def called_names(package: Path) -> set[str]:
    """Return every name that code, and not text, of a package mentions."""
    return {
        node.id
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    # A counterexample is readable as it is, and each try costs a whole generation.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(texts)
def test_hostile_description_gives_a_client_and_nothing_else(given_texts: list[str]) -> None:
    """Texts and names of a description never become code, and never lead out of the folder."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "inner", "client")

        made = generate_client(hostile_description(given_texts), Path("x.yml"), package)

        assert made.operations == 3
        assert made.models == 2
        assert CANARY not in called_names(package)
        assert [each.name for each in Path(folder).iterdir()] == ["inner"]
        assert [each.name for each in Path(folder, "inner").iterdir()] == ["client"]


@pytest.mark.parametrize("start", range(0, len(PIECES), 5))
def test_every_piece_is_harmless_in_every_place(start: int, tmp_path: Path) -> None:
    """Each troublesome text is harmless alone, at the start and at the end, wherever it stands."""
    turned = PIECES[start:] + PIECES[:start]
    given_texts = [text for piece in turned for text in (piece, f"a {piece}", f"{piece} b")]

    made = generate_client(hostile_description(given_texts), Path("x.yml"), tmp_path / "client")

    assert made.operations == 3
    assert CANARY not in called_names(made.package)


def test_templates_take_no_orders_from_texts(tmp_path: Path) -> None:
    """What looks like a template in a text stays as it is written."""
    document = described({"/pets": {"get": operation(summary="Costs {{ 6 * 7 }} {% if x %}")}})

    made = generate_client(document, Path("x.yml"), tmp_path / "client")

    text = (made.package / "resources" / "pets.py").read_text(encoding="utf-8")
    assert "Costs {{ 6 * 7 }} {% if x %}" in text


@pytest.mark.parametrize("group", ["../../up", "..", "/etc/passwd", "a/../../b", "~", "C:\\x", ""])
def test_group_leads_nowhere_but_into_the_package(group: str, tmp_path: Path) -> None:
    """A group that looks like a path is a name like any other."""
    document = described({"/pets": {"get": operation(**{"x-speakeasy-group": group})}})

    made = generate_client(document, Path("x.yml"), tmp_path / "inner" / "client")

    assert made.operations == 1
    assert [each.name for each in tmp_path.iterdir()] == ["inner"]
    assert [each.name for each in (tmp_path / "inner").iterdir()] == ["client"]
