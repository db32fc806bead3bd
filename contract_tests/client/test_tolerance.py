"""Rules for answers that are not quite as described: servers are newer, or older, than clients."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from fine_tuning_client import UNSET, MissingFieldError, ResponseDecodingError, Unrecognized
from fine_tuning_contract.conformance import Description, must, should

from .calls import Calls
from .conftest import ClientFor
from .documents import SEEN, event, job, page
from .examples import Examples, inlined, text_of
from .json_values import is_array, is_object
from .methods import Method
from .models import model_of
from .servers import Server, json_answer

_NEW = {"brand_new": {"deep": [1, 1.0, None, {"": "x"}]}}
_VARIANT = {"type": "brand_new", "name": "n", "rubric": [1, {"a": None}]}
_WRONG_TYPES = {
    "text for a number": {"created_at": "1767225600"},
    "number for a text": {"id": 17},
    "text for an object": {"method": "supervised"},
    "object for a list": {"result_files": {"0": "file-1"}},
    "list for an object": {"hyperparameters": ["auto"]},
    "number in a list of texts": {"result_files": ["file-1", 2]},
    "number in a map of texts": {"metadata": {"k": 1}},
    "list for metadata": {"metadata": ["k"]},
    "true for a number": {"seed": True},
    "object for an enum": {"status": {"name": "running"}},
    "list for an enum": {"status": ["running"]},
    "null in a list": {"result_files": [None]},
    "text for a boolean": {"shared_with_openai": "no"},
}

wrong = pytest.mark.parametrize("change", _WRONG_TYPES.values(), ids=_WRONG_TYPES.keys())


@should("tolerance-keeps-unknown-fields", spec="schemas")
def test_unknown_field_at_any_depth_is_sent_back(
    client_for: ClientFor, calls: Calls, examples: Examples, json_method: Method
) -> None:
    """
    A field that the description does not know is kept, at any depth, and written back.

    Servers learn new fields every month; reading and writing an object must not strip them.
    """
    named = calls.plain(json_method).named
    served = [_with_news(value) for value in _answers(examples, json_method)]
    found = [
        client_for(Server(json_answer(value))).call(json_method.name, **named) for value in served
    ]

    assert [text_of(each.to_dict()) for each in found] == [text_of(value) for value in served]
    assert [each["brand_new"] for each in found] == [_NEW["brand_new"]] * len(found)


@should("tolerance-takes-unknown-fields-for-valid", spec="schemas")
def test_unknown_field_is_no_problem(examples: Examples, schema_name: str) -> None:
    """
    A field that the description does not know is no problem.

    A strict client is strict about what was promised, not about what was added.
    """
    served = [{**value, **_NEW} for value in examples.of_component(schema_name)]

    assert [found for each in served if (found := _problems(schema_name, each))] == []


@should("tolerance-keeps-unknown-values", spec="schemas")
def test_unknown_value_of_an_enum_is_kept(
    description: Description, examples: Examples, schema_name: str
) -> None:
    """
    A value that an enum does not list is kept as it came, noted as a problem, and written back.

    The API got a status `paused` years after its first client.
    """
    schema = description.content["components"]["schemas"][schema_name]
    names = _enums(description, schema)
    served = [
        {**value, name: "brand-new"}
        for value in examples.of_component(schema_name)
        for name in names
    ]
    found = [model_of(schema_name).from_dict(value) for value in served]

    assert [text_of(each.to_dict()) for each in found] == [text_of(value) for value in served]
    assert [each for each in found if "brand-new" not in str(each.problems())] == []


@should("tolerance-keeps-unknown-status", spec="FineTuningJob/properties/status")
def test_unknown_status_is_readable(client_for: ClientFor) -> None:
    """
    A job in a state that the client does not know shows this state as it came.

    A loop that waits for the end must see that `pausing` is not the end.
    """
    found = client_for(Server(json_answer(job(status="pausing")))).call(
        "fine_tuning.jobs.retrieve", "ftjob-1"
    )

    assert found.status == "pausing"


@should("tolerance-keeps-unknown-variants", spec="Grader")
@pytest.mark.parametrize(
    "grader",
    [_VARIANT, {"name": "no type"}, {"type": None}, {"type": 5}, {"type": ["multi"]}, {}],
    ids=["new type", "no type", "type null", "type a number", "type a list", "empty"],
)
def test_unknown_variant_comes_back_as_itself(client_for: ClientFor, grader: Any) -> None:
    """
    A variant of a union that the client does not know is given as `Unrecognized`, as it came.

    First come, first served would take a new kind of grader for an old one.
    """
    client = client_for(Server(json_answer({"grader": grader})))
    found = client.call("fine_tuning.alpha.graders.validate", grader=_VARIANT)

    assert found.grader == Unrecognized(grader)
    assert found.grader.raw == grader
    assert found.to_dict() == {"grader": grader}


@should("tolerance-keeps-unknown-variants-inside", spec="GraderMulti/properties/graders")
def test_unknown_variant_inside_leaves_its_neighbours_known(client_for: ClientFor) -> None:
    """
    Beside a grader of an unknown kind the known ones are still known.

    One new member must not take a whole tree back to raw dicts.
    """
    known = {"type": "python", "name": "p", "source": "def grade(sample, item): return 1"}
    multi = {
        "type": "multi",
        "name": "m",
        "graders": {"a": _VARIANT, "b": known},
        "calculate_output": "a+b",
    }
    client = client_for(Server(json_answer({"grader": multi})))
    graders = client.call("fine_tuning.alpha.graders.validate", grader=multi).grader.graders

    assert [type(each).__name__ for each in graders.values()] == ["Unrecognized", "GraderPython"]


@should("tolerance-sends-the-unknown-back", spec="Grader")
def test_unknown_variant_can_be_sent(client_for: ClientFor) -> None:
    """
    What the client does not know can be sent as it came.

    A job is repeated with the method of the last one, whatever stands in it.
    """
    server = Server(json_answer({"grader": _VARIANT}))
    client = client_for(server)
    found = client.call("fine_tuning.alpha.graders.validate", grader=_VARIANT)
    client.call("fine_tuning.alpha.graders.validate", grader=found.grader)

    assert server.requests[0].content == server.requests[1].content


@must("tolerance-tells-null-from-absent", spec="FineTuningJob/properties/metadata")
def test_null_is_none_and_absence_is_unset(client_for: ClientFor) -> None:
    """
    An optional field is None where the server sent null, and UNSET where it sent nothing.

    Both are written back as they came; a null made of nothing changes the object.
    """
    without = {name: value for name, value in job().items() if name != "metadata"}
    client = client_for(Server(json_answer(job(metadata=None)), json_answer(without)))
    found = [client.call("fine_tuning.jobs.retrieve", "ftjob-1") for _ in range(2)]

    assert [each.metadata for each in found] == [None, UNSET]
    assert [each.to_dict() for each in found] == [job(metadata=None), without]


@should("tolerance-survives-holes", spec="schemas")
@pytest.mark.parametrize("hole", ["missing", "null"])
def test_hole_in_an_object_raises_only_when_it_is_asked_for(
    description: Description, examples: Examples, schema_name: str, hole: str
) -> None:
    """
    A required field that is missing, or null, leaves the rest of the object readable.

    Asking for it raises an error that names it; whatever came is written back.
    """
    schema = description.content["components"]["schemas"][schema_name]
    whole = examples.of_component(schema_name)[-1]
    names = list(_never_null(description, schema))
    served = [_with_hole(whole, name, hole) for name in names]
    found = [model_of(schema_name).from_dict(value) for value in served]

    assert [_missed(*pair) for pair in zip(found, names, strict=True)] == names
    assert [text_of(each.to_dict()) for each in found] == [text_of(value) for value in served]
    assert [[problem.pointer for problem in each.problems()] for each in found] == [
        [f"/{name}"] for name in names
    ]


@should("tolerance-does-not-lose-a-page", spec="ListFineTuningJobEventsResponse/properties/data")
@pytest.mark.parametrize(
    "odd",
    [None, "ftevent-2", 5, [], {}, {**event(2), "level": None}, {**event(2), "data": 5}],
    ids=["null", "text", "number", "list", "empty", "level null", "data a number"],
)
def test_odd_item_does_not_lose_the_page(client_for: ClientFor, odd: Any) -> None:
    """
    One odd item does not lose the others of its page, and is itself kept as it came.

    Nineteen good jobs must not vanish because the twentieth is broken.
    """
    served = page([event(1), odd, event(3)])
    client = client_for(Server(json_answer(served)))
    found = client.call("fine_tuning.jobs.list_events", "ftjob-1")

    assert [found.data[0].id, found.data[2].id] == [event(1)["id"], event(3)["id"]]
    assert text_of(found.to_dict()) == text_of(served)
    assert any(problem.pointer.startswith("/data/1") for problem in found.problems())


@should("tolerance-keeps-wrong-types", spec="FineTuningJob")
@wrong
def test_value_of_a_wrong_type_is_kept(client_for: ClientFor, change: dict[str, Any]) -> None:
    """
    A value of a wrong type is kept, noted with its place, and written back as it came.

    Guessing what was meant hides the server's fault and invents data.
    """
    found = client_for(Server(json_answer(job(**change)))).call(
        "fine_tuning.jobs.retrieve", "ftjob-1"
    )

    assert text_of(found.to_dict()) == text_of(job(**change))
    assert [each.pointer.split("/")[1] for each in found.problems()] == list(change)


@should("tolerance-ends-where-strictness-begins", spec="FineTuningJob")
@wrong
def test_strict_client_refuses_what_is_not_described(
    client_for: ClientFor, change: dict[str, Any]
) -> None:
    """
    A strict client raises what a lenient one notes, naming the place.

    Contract checks want to see every difference.
    """
    client = client_for(Server(json_answer(job(**change))), strict=True)
    with pytest.raises(ResponseDecodingError, match=f"/{next(iter(change))}") as raised:
        client.call("fine_tuning.jobs.retrieve", "ftjob-1")

    assert raised.value.problems


@should("tolerance-of-seen-shapes-is-not-needed", spec="schemas")
@pytest.mark.parametrize(("schema_of", "seen"), SEEN.values(), ids=SEEN.keys())
def test_seen_shape_stays_itself_with_news(schema_of: str, seen: dict[str, Any]) -> None:
    """
    The shapes that servers send today are still read when tomorrow's fields stand in them.

    Both kinds of surprise come together.
    """
    served = _with_news(seen)

    assert text_of(model_of(schema_of).from_dict(served).to_dict()) == text_of(served)


def _answers(examples: Examples, method: Method) -> tuple[Any, ...]:
    schema = method.answer_schema("200")
    assert schema is not None
    return examples.of(schema)


def _problems(schema_name: str, value: Any) -> Any:
    return model_of(schema_name).from_dict(value).problems()


def _with_news(value: Any) -> Any:
    """Return a JSON value with an unknown member in each of its objects, the empty ones too."""
    if is_array(value):
        return [_with_news(item) for item in value]
    if not is_object(value):
        return value
    return {**{name: _with_news(member) for name, member in value.items()}, **copy.deepcopy(_NEW)}


def _with_hole(value: dict[str, Any], name: str, hole: str) -> dict[str, Any]:
    rest = {key: member for key, member in value.items() if key != name}
    return {**rest, name: None} if hole == "null" else rest


def _missed(model: Any, name: str) -> str:
    """Return the field that the error names which asking for a missing field raises."""
    with pytest.raises(MissingFieldError, match=name) as raised:
        getattr(model, name)
    return raised.value.field


def _enums(description: Description, schema: Mapping[str, Any]) -> Iterator[str]:
    for name, member in schema["properties"].items():
        if "enum" in inlined(description, member) or "const" in inlined(description, member):
            yield name


def _never_null(description: Description, schema: Mapping[str, Any]) -> Iterator[str]:
    for name in schema.get("required", []):
        if not _takes_null(inlined(description, schema["properties"].get(name, {}))):
            yield name


def _takes_null(schema: Mapping[str, Any]) -> bool:
    if schema.get("format") == "binary":
        return True  # It travels in forms only, where there is no null.
    branches = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    kinds = schema.get("type", [] if branches or "const" in schema or "enum" in schema else "null")
    return "null" in kinds or any(_takes_null(branch) for branch in branches)
