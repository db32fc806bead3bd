"""Rules for copies of objects: deep ones, pickled ones, equal ones."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fine_tuning_client import (
    UNSET,
    FineTuningError,
    MissingFieldError,
    RepeatedCursorError,
    Unrecognized,
)
from fine_tuning_contract.conformance import should

from .conftest import ClientFor
from .documents import SEEN, event, job, page
from .examples import Examples, text_of
from .models import model_of
from .servers import Server, Step, json_answer, refusal, text_answer

_COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),  # noqa: S301 - made here
}
_FAILURES: dict[str, tuple[Step, str]] = {
    "refused": (refusal(404), "fine_tuning.jobs.retrieve"),
    "too many": (refusal(429), "fine_tuning.jobs.retrieve"),
    "unreadable": (text_answer("<html>"), "fine_tuning.jobs.retrieve"),
    "not as described": (json_answer([]), "fine_tuning.jobs.retrieve"),
    "not connected": (httpx.ConnectError("refused"), "fine_tuning.jobs.retrieve"),
    "late": (httpx.ReadTimeout("slow"), "fine_tuning.jobs.retrieve"),
    "unknown": (httpx.ReadError("reset"), "fine_tuning.jobs.cancel"),
}

copied = pytest.mark.parametrize("way", _COPIES.values(), ids=_COPIES.keys())


@should("copies-are-equal", spec="schemas")
@copied
def test_copy_equals_its_original(
    examples: Examples, schema_name: str, way: Callable[[Any], Any]
) -> None:
    """
    A copy of an object, shallow, deep or pickled, equals it and is written as it is.

    Results cross processes and caches; what comes out must be what went in.
    """
    originals = [
        model_of(schema_name).from_dict(value) for value in examples.of_component(schema_name)
    ]
    copies = [way(original) for original in originals]

    assert copies == originals
    assert [text_of(each.to_dict()) for each in copies] == [
        text_of(each.to_dict()) for each in originals
    ]


@should("copies-of-absence-are-absence", spec="schemas")
@copied
def test_absence_is_one_object(way: Callable[[Any], Any]) -> None:
    """
    `UNSET` is one object, also after copying and pickling, alone or inside a model.

    It is compared by identity everywhere; a second one would be sent to the server as a value.
    """
    absent = model_of("FineTuningJob").from_dict({})

    assert way(UNSET) is UNSET
    assert way([UNSET])[0] is UNSET
    assert way(absent).metadata is UNSET
    assert not UNSET


@should("copies-are-apart", spec="FineTuningJob")
def test_deep_copy_shares_nothing_with_its_original() -> None:
    """
    Whoever changes a deep copy does not change the original.

    A job kept for comparison must stay as it was.
    """
    original = model_of("FineTuningJob").from_dict(
        job(metadata={"team": "blue"}, brand_new={"a": [1]})
    )
    changed = copy.deepcopy(original)
    changed.metadata["team"] = "red"
    changed["brand_new"]["a"].append(2)

    assert original.to_dict() == job(metadata={"team": "blue"}, brand_new={"a": [1]})


@should("copies-of-the-unknown-are-equal", spec="Grader")
@copied
def test_copy_of_something_unrecognized_equals_it(way: Callable[[Any], Any]) -> None:
    """
    A copy of something that the client does not know equals it.

    What a newer server sends is copied and cached like anything else.
    """
    unknown = Unrecognized({"type": "brand_new", "deep": [1, {"a": None}]})

    assert way(unknown) == unknown


@should("copies-of-pages-survive", spec="schemas")
@copied
@pytest.mark.parametrize("holes", [False, True], ids=["whole", "with holes"])
def test_page_with_holes_survives_copying(way: Callable[[Any], Any], *, holes: bool) -> None:
    """
    A page is copied with all its items, also those that lack a required field.

    The hole stays a hole: it is neither filled nor does it stop the copying.
    """
    item = event(1)
    served = page([{**item, "level": None} if holes else item, event(2)])
    found = model_of("ListFineTuningJobEventsResponse").from_dict(served)

    assert text_of(way(found).to_dict()) == text_of(served)
    assert way(found).problems() == found.problems()


@should("copies-of-errors-tell-the-same", spec="ErrorResponse")
@copied
@pytest.mark.parametrize(("step", "name"), _FAILURES.values(), ids=_FAILURES.keys())
def test_copy_of_an_error_tells_the_same(
    client_for: ClientFor, step: Step, name: str, way: Callable[[Any], Any]
) -> None:
    """
    A copied or pickled error is of the same class, with the same text and the same fields.

    Errors of worker processes reach the first process as pickles.
    """
    with pytest.raises(FineTuningError) as caught:
        client_for(Server(step)).call(name, "ftjob-1")
    again = way(caught.value)

    assert (type(again), str(again)) == (type(caught.value), str(caught.value))
    assert _fields(again) == _fields(caught.value)


@should("copies-of-own-errors-tell-the-same", spec="ErrorResponse")
@copied
@pytest.mark.parametrize(
    "error",
    [MissingFieldError("FineTuningJob", "status"), RepeatedCursorError("ftjob-1 again")],
    ids=lambda error: type(error).__name__,
)
def test_copy_of_an_error_of_our_own_tells_the_same(
    error: Exception, way: Callable[[Any], Any]
) -> None:
    """
    Errors that no server caused are copied like all others.

    A worker that cannot send its error home hangs, or tells of pickling in its stead.
    """
    again = way(error)

    assert (type(again), str(again), again.args) == (type(error), str(error), error.args)


@should("copies-of-seen-shapes-are-equal", spec="schemas")
@copied
@pytest.mark.parametrize(("schema_of", "seen"), SEEN.values(), ids=SEEN.keys())
def test_shape_seen_on_the_wire_survives_copying(
    schema_of: str, seen: dict[str, Any], way: Callable[[Any], Any]
) -> None:
    """
    Objects as real servers send them are copied without loss.

    Half-filled objects are the rule there, not the exception.
    """
    assert text_of(way(model_of(schema_of).from_dict(seen)).to_dict()) == text_of(seen)


def _fields(error: Any) -> dict[str, Any]:
    names = ("status_code", "request_id", "code", "param", "type", "body", "phase", "tries", "url")
    return {name: getattr(error, name, None) for name in names}
