"""For any place of a normalized description it can be told where it came from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fine_tuning_contract.description import DescriptionError, normalize
from fine_tuning_contract.description.origins import explain

Write = Callable[..., Path]

ROOT = Path(__file__).parents[2]
DOCUMENTS = Path(__file__).parent / "documents"
OLD = DOCUMENTS / "old-jobs.yml"
SUPPLY = DOCUMENTS / "supply-the-missing-schemas.overlay.yml"

HEAD = "overlay: 1.1.0\ninfo: {title: a, version: '1'}\nactions:\n"


def test_published_place_has_its_line() -> None:
    """What was left as it is leads to one line of the source."""
    assert explain(OLD, "/info/title", [SUPPLY]) == [f"{OLD}:5:3: published (/info/title)"]


def test_named_and_respelt_schema_leads_back() -> None:
    """A property of a component made from an inline object leads to where it was published."""
    pointer = "/components/schemas/FineTuningJobError/properties/param"

    lines = explain(OLD, pointer, [SUPPLY])

    published = "/components/schemas/FineTuningJob/properties/error/properties/param"
    assert lines[0].startswith(f"{OLD}:144:13: published ({published})")
    assert lines[1] == f"reshaped: stands at {pointer} now"
    assert lines[2].startswith("reshaped: type_with_null: Turn `nullable`")


def test_overlaid_place_names_its_actions(write: Write) -> None:
    """What an overlay brought, and what another changed in it, is told in order."""
    change = write(
        HEAD + "- {target: $.components.schemas.FineTuningJobEvent.properties.id, update: {a: 1}}",
        "b.overlay.yml",
    )

    lines = explain(OLD, "/components/schemas/FineTuningJobEvent/properties/id", [SUPPLY, change])

    assert lines == [
        f"{OLD}: not published (/components/schemas/FineTuningJobEvent/properties/id)",
        f"{SUPPLY}:7:5: action 1: added (/components/schemas/FineTuningJobEvent)",
        f"{change}:4:3: action 1: added (/components/schemas/FineTuningJobEvent/properties/id/a)",
    ]


LISTS = """
openapi: 3.1.0
info: {title: A, version: '1'}
tags: [{name: unused}, {name: kept}]
servers: [{url: 'https://a.test'}, {url: 'https://b.test'}, {url: 'https://c.test'}]
paths:
  /a:
    get:
      tags: [kept]
      responses: {'200': {description: Done.}}
"""
REMOVE = "{target: \"$.servers[?@.url == 'https://a.test']\", remove: true}"
APPEND = "{target: $.servers, update: {url: 'https://d.test'}}"
DESCRIBE = "{target: '$.servers[0]', update: {description: First.}}"


@pytest.mark.parametrize(
    ("actions", "pointer", "published", "authors"),
    [
        pytest.param([REMOVE], "/servers/0", "4:36: published (/servers/1)", [], id="moved-once"),
        pytest.param(
            [REMOVE, REMOVE.replace("a.test", "b.test")],
            "/servers/0/url",
            "4:62: published (/servers/2/url)",
            [],
            id="moved-twice",
        ),
        pytest.param(
            [REMOVE, DESCRIBE], "/servers/0", "4:36: published (/servers/1)", [2], id="then-changed"
        ),
        pytest.param(
            [DESCRIBE, REMOVE], "/servers/0", "4:36: published (/servers/1)", [], id="other-changed"
        ),
        pytest.param(
            [DESCRIBE, REMOVE], "/servers", "4:1: published (/servers)", [1, 2], id="whole-list"
        ),
        pytest.param(
            [REMOVE, APPEND], "/servers/2/url", "not published (/servers/2/url)", [2], id="appended"
        ),
        pytest.param(
            [APPEND, REMOVE], "/servers/2/url", "not published (/servers/2/url)", [1], id="before"
        ),
        pytest.param([], "/tags/0", "3:24: published (/tags/1)", [], id="tag-beside-unused-one"),
    ],
)
def test_item_of_a_list_is_followed_to_its_first_number(
    write: Write, actions: list[str], pointer: str, published: str, authors: list[int]
) -> None:
    """An item whose neighbours were removed is told by the number it was published under."""
    source = write(LISTS)
    overlay = write(HEAD + "".join(f"- {each}\n" for each in actions), "o.overlay.yml")

    first, *more = explain(source, pointer, [overlay] if actions else [])

    assert published in first
    assert [line.split(": action ")[1].split(":")[0] for line in more] == list(map(str, authors))


def test_value_of_a_list_that_was_respelt_leads_to_the_list(write: Write) -> None:
    """Where reshaping left out an item, a later one is not mistaken for its neighbour."""
    schema = "{type: string, enum: [x, x, y]}"
    parameter = f"tags: [kept]\n      parameters: [{{name: a, in: query, schema: {schema}}}]"
    source = write(LISTS.replace("tags: [kept]", parameter))
    pointer = "/paths/~1a/get/parameters/0/schema/enum"

    lines = explain(source, f"{pointer}/1", [])

    assert lines[0].endswith(f"published ({pointer})")


def test_missing_place_is_told_with_near_misses() -> None:
    """A misspelt pointer gets a hint."""
    with pytest.raises(
        DescriptionError, match=r"no 'schemes' there; did you mean schemas or securitySchemes"
    ):
        explain(OLD, "/components/schemes", [SUPPLY])
    with pytest.raises(DescriptionError, match="starts with '/'"):
        explain(OLD, "components", [SUPPLY])


def test_every_schema_of_the_own_description_has_an_origin() -> None:
    """No component of the normalized description is without a source."""
    source, overlays = ROOT / "openapi.yml", [ROOT / "overlays"]
    names = list(normalize(source, overlays).content["components"]["schemas"])[::10]

    for name in names:
        first, *more = explain(source, f"/components/schemas/{name}", overlays)
        assert ": published (" in first or ": added (" in "".join(more)
