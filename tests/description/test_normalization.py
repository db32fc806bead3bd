"""A published file goes in, a clean description comes out, or one message that helps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from fine_tuning_contract.description import (
    DescriptionError,
    dump,
    load,
    normalize,
    operations,
    overlay_files,
)

Write = Callable[..., Path]

ROOT = Path(__file__).parents[2]
SOURCE, OVERLAYS = ROOT / "openapi.yml", ROOT / "overlays"
DOCUMENTS = Path(__file__).parent / "documents"
OLD = DOCUMENTS / "old-jobs.yml"
SUPPLY = DOCUMENTS / "supply-the-missing-schemas.overlay.yml"

SMALL = """
openapi: 3.1.0
info: {title: a, version: '1'}
paths:
  /a:
    get:
      operationId: readA
      responses:
        '200': {description: An answer.}
"""
HEAD = "overlay: 1.1.0\ninfo: {title: a, version: '1'}\nactions:\n"


def findings(content: dict[str, Any]) -> list[str]:
    """Return what the validator of the standard has to say."""
    return [str(error) for error in OpenAPIV31SpecValidator(content).iter_errors()]


def test_old_description_ends_in_an_error_that_names_what_is_missing() -> None:
    """Both dangling references are in one message, each with its line and its pointer."""
    with pytest.raises(DescriptionError) as caught:
        normalize(OLD)

    body = "/paths/~1fine_tuning~1jobs/post/requestBody/content/application~1json"
    events = "/components/schemas/ListFineTuningJobEventsResponse/properties/data"
    first, *rest = str(caught.value).splitlines()
    assert first.startswith(f"{OLD}: 2 references to what does not exist")
    assert rest == [
        f"  {OLD}:28:15 ({body}/schema/$ref): #/components/schemas/CreateFineTuningJobRequest",
        f"  {OLD}:218:13 ({events}/items/$ref): #/components/schemas/FineTuningJobEvent",
    ]


def test_old_description_is_whole_with_an_overlay() -> None:
    """An overlay that supplies the two schemas makes all five operations usable."""
    normalized = normalize(OLD, [SUPPLY])

    assert len(list(operations(normalized.content))) == 5
    assert findings(normalized.content) == []
    assert normalized.content["openapi"] == "3.1.0"
    assert normalized.warnings == (
        f"{OLD}: tags: left out 1 unused (Audio)",
        f"{OLD}: x-oaiMeta: left out 1, as only its provider's own tools read it",
    )


def test_own_description_is_clean() -> None:
    """The repository's description and overlays give 21 operations, no finding, no warning."""
    normalized = normalize(SOURCE, [OVERLAYS])

    assert len(list(operations(normalized.content))) == 21
    assert findings(normalized.content) == []
    assert normalized.warnings == ()


def test_normalizing_is_the_same_every_time() -> None:
    """The same files give the same bytes."""
    texts = {dump(normalize(SOURCE, [OVERLAYS]).content) for _ in range(2)}

    assert len(texts) == 1


def test_normalized_description_is_normal(tmp_path: Path) -> None:
    """What has come out goes in again without a change."""
    once = normalize(SOURCE, [OVERLAYS]).content
    place = tmp_path / "normal.yml"
    place.write_text(dump(once), encoding="utf-8")

    assert normalize(place).content == once
    assert load(place).content == once


def test_overlays_speak_of_the_published_spelling(write: Write) -> None:
    """Targets name what the file says, before it is reshaped."""
    source = write(
        SMALL.replace("{description: An answer.}", "{description: b, x-a: {nullable: true}}")
    )
    overlay = write(
        HEAD + "- {target: '$..[?@.nullable == true]', update: {c: 1}}", "a.overlay.yml"
    )

    answer = normalize(source, [overlay]).content["paths"]["/a"]["get"]["responses"]["200"]

    assert answer["x-a"] == {"nullable": True, "c": 1}


def test_overlay_finds_what_only_it_refers_to(write: Write) -> None:
    """A published component that nothing used is there when an overlay refers to it."""
    source = write(
        SMALL
        + "components:\n"
        + "  schemas: {Gone: {}, Kept: {$ref: '#/components/schemas/Inner'}, Inner: {}}\n"
        + "  securitySchemes: {Admin: {type: http, scheme: bearer}}\n"
    )
    content = "content: {application/json: {schema: {$ref: '#/components/schemas/Kept'}}}"
    overlay = write(
        HEAD
        + f"- {{target: \"$.paths['/a'].get.responses['200']\", update: {{{content}}}}}\n"
        + "- {target: \"$.paths['/a'].get\", update: {security: [{Admin: []}]}}",
        "a.overlay.yml",
    )

    components = normalize(source, [overlay]).content["components"]

    assert list(components["schemas"]) == ["Kept", "Inner"]
    assert list(components["securitySchemes"]) == ["Admin"]


@pytest.mark.parametrize(
    ("target", "update"),
    [
        ("$", "{components: {schemas: {Made: {type: object}}}}"),
        ("$.components", "{schemas: {Made: {type: object}}}"),
        ("$.components.schemas", "{Made: {type: object}}"),
    ],
)
def test_what_an_overlay_brings_along_replaces_what_was_unused(
    write: Write, target: str, update: str
) -> None:
    """An unused component gives way to the overlay's own of the same name."""
    source = write(
        SMALL.replace("An answer.", "b, content: {a/b: {schema: {$ref: '#/components/schemas/U'}}}")
        + "components: {schemas: {Made: {type: string, enum: [old]}, U: {type: string}}}\n"
    )
    overlay = write(
        HEAD
        + f"- {{target: {target}, update: {update}}}\n"
        + "- {target: $.paths.*.get, update: {requestBody: {content: {a/b: {schema:"
        + " {$ref: '#/components/schemas/Made'}}}}}}",
        "a.overlay.yml",
    )

    normalized = normalize(source, [overlay])

    assert normalized.content["components"]["schemas"]["Made"] == {"type": "object"}
    assert normalized.warnings == ()


def test_link_to_an_absent_operation_is_left_out_with_a_warning(write: Write) -> None:
    """A link that leads nowhere would break every tool that follows links."""
    links = "{Here: {operationId: readA}, Away: {operationId: readB}, Other: {operationRef: '#/a'}}"
    source = write(SMALL.replace("An answer.", f"b, links: {links}"))

    normalized = normalize(source)

    answer = normalized.content["paths"]["/a"]["get"]["responses"]["200"]
    assert list(answer["links"]) == ["Here", "Other"]
    assert [":8:" in line and "link to readB" in line for line in normalized.warnings] == [True]


def test_default_that_is_refused_is_left_out_with_a_warning(write: Write) -> None:
    """A default that its own schema does not accept would break whoever relies on it."""
    schema = "{type: integer, default: many}"
    source = write(SMALL.replace("An answer.", f"b, content: {{a/b: {{schema: {schema}}}}}"))

    normalized = normalize(source)

    assert len(normalized.warnings) == 1
    assert f'{source}:8:73: left out the default "many"' in normalized.warnings[0]


@pytest.mark.parametrize(
    ("reference", "line"),
    [
        ("content: {a/b: {schema: {$ref: '#/components/schemas/No'}}}", "#/components/schemas/No"),
        ("content: {a/b: {schema: {$ref: 'other.yml#/a'}}}", "other.yml#/a: no such file"),
        (
            "content: {a/b: {schema: {discriminator: {propertyName: a, mapping: {b: No}}}}}",
            "#/components/schemas/No",
        ),
    ],
)
def test_dangling_reference_is_an_error(write: Write, reference: str, line: str) -> None:
    """Whatever form a reference has, it must lead somewhere."""
    with pytest.raises(DescriptionError, match="1 reference to what does not exist") as caught:
        normalize(write(SMALL.replace("An answer.", f"b, {reference}")))
    assert line in str(caught.value)


def test_dangling_security_is_an_error(write: Write) -> None:
    """A security scheme must be defined."""
    with pytest.raises(DescriptionError, match="#/components/securitySchemes/Key"):
        normalize(write(SMALL + "security: [{Key: []}]\n"))


def test_unmatched_action_stops_unless_told(write: Write) -> None:
    """An overlay action without a target is an error, a warning or nothing."""
    source = write(SMALL)
    overlay = write(HEAD + "- {target: \"$.paths['/b']\", remove: true}", "a.overlay.yml")

    with pytest.raises(DescriptionError, match="matches nothing"):
        normalize(source, [overlay])
    assert len(normalize(source, [overlay], unmatched="warn").warnings) == 1
    assert normalize(source, [overlay], unmatched="ignore").warnings == ()


def test_folder_of_overlays_is_taken_in_name_order(tmp_path: Path) -> None:
    """Of a folder, the files that end as overlays do are read; a file is read as it is."""
    for name in ("020-b.overlay.yml", "010-a.overlay.yaml", "README.md", "030-c.overlay.json"):
        (tmp_path / name).touch()

    found = overlay_files([tmp_path / "README.md", tmp_path])

    assert [each.name for each in found] == [
        "README.md",
        "010-a.overlay.yaml",
        "020-b.overlay.yml",
        "030-c.overlay.json",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1", "1:1: no 'openapi' at the top"),
        ("swagger: '2.0'", "1:1: OpenAPI 2.0 is not supported"),
        ("openapi: 3.2.0", "1:1: OpenAPI 3.2.0 is not supported"),
        ("openapi: 3", "1:1: OpenAPI 3 is not supported"),
        ("openapi: 3.1.0\npaths: []", "2:1: paths should be an object"),
        ("openapi: 3.1.0\npaths: {/a: 1}", "2:9: the path /a should be an object"),
        ("openapi: 3.1.0\npaths: {/a: {get: 1}}", "2:14: the operation get /a should be an object"),
        ("openapi: 3.1.0\npaths: {/a: {get: {tags: 1}}}", "tags of get /a should be an array"),
        ("openapi: 3.1.0\npaths: {/a: {get: {responses: []}}}", "responses of get /a should be an"),
        ("openapi: 3.1.0\ncomponents: 1", "2:1: components should be an object"),
        ("openapi: 3.1.0\ncomponents: {schemas: []}", "components/schemas should be an object"),
        (
            "openapi: 3.1.0\ncomponents: {schemas: {A: 1}}",
            "components/schemas/A should be an object",
        ),
        ("openapi: 3.1.0\ntags: {}", "2:1: tags should be an array"),
        (
            "openapi: 3.1.0\npaths: {x-a: 1, /a: {x-b: 1, summary: c, get: []}}",
            "2:42: the operation",
        ),
        ("openapi: 3.1.0\ncomponents: {x-a: 1, schemas: 2}", "2:22: components/schemas should be"),
    ],
)
def test_what_is_no_description_is_told_with_its_place(
    write: Write, text: str, problem: str
) -> None:
    """A file of another kind, or out of shape, is one clear message."""
    place = write(text)

    with pytest.raises(DescriptionError) as caught:
        normalize(place)
    assert str(caught.value).startswith(f"{place}:")
    assert problem in str(caught.value)


def test_overlay_that_breaks_the_outline_is_told(write: Write) -> None:
    """The outline must hold after overlays too."""
    overlay = write(HEAD + "- {target: $.paths, update: {/b: 1}}", "a.overlay.yml")

    with pytest.raises(DescriptionError, match="the path /b should be an object"):
        normalize(write(SMALL), [overlay])


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.text("ab/$#~", max_size=4),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text("ab", max_size=2), below),
    max_leaves=4,
)


def places_in(part: Any) -> list[tuple[Any, Any]]:
    """Return container and key of every place in a value."""
    if not isinstance(part, dict | list):
        return []
    keys = list(part) if isinstance(part, dict) else list(range(len(part)))
    return [(part, key) for key in keys] + [each for key in keys for each in places_in(part[key])]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_broken_description_never_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever stands in whatever place: a description comes out, or a message."""
    content = load(OLD).content
    container, key = data.draw(st.sampled_from(places_in(content)))
    container[key] = data.draw(JUNK)
    place = tmp_path_factory.getbasetemp() / "broken.yml"
    place.write_text(dump(content), encoding="utf-8")

    message = str(place)
    try:
        dump(normalize(place, [SUPPLY], unmatched="ignore").content)
    except DescriptionError as error:
        message = str(error)

    assert str(place) in message or str(SUPPLY) in message
