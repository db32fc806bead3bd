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
