"""Rules for shapes that were seen on the wire, and that broke other clients."""

from typing import Any

import pytest

from fine_tuning_contract.conformance import should

from .conftest import ClientFor
from .documents import SEEN, event, job, page
from .examples import text_of
from .models import model_of
from .servers import Server, json_answer


@should("shapes-seen-are-kept", spec="schemas")
@pytest.mark.parametrize(("schema_of", "seen"), SEEN.values(), ids=SEEN.keys())
def test_shape_seen_on_the_wire_is_kept(schema_of: str, seen: dict[str, Any]) -> None:
    """
    Every shape that servers were seen to send is read and written without loss.

    An empty object for an error, null for a map, a text among numbers: each has broken a client.
    """
    assert text_of(model_of(schema_of).from_dict(seen).to_dict()) == text_of(seen)


@should("shapes-seen-are-expected", spec="schemas")
@pytest.mark.parametrize(("schema_of", "seen"), SEEN.values(), ids=SEEN.keys())
def test_shape_seen_on_the_wire_has_no_problem(schema_of: str, seen: dict[str, Any]) -> None:
    """
    A shape that servers were seen to send is no problem, even to a strict reader.

    What the real server does every day is not an error of the server.
    """
    model_of(schema_of).from_dict(seen, strict=True)

    assert model_of(schema_of).from_dict(seen).problems() == ()


@should("shapes-empty-are-not-missing", spec="FineTuningJob/properties/error")
def test_empty_error_is_an_object(client_for: ClientFor) -> None:
    """
    An empty error is an object without fields, and a null one is None.

    A program asks `job.error.message`; both answers must let it ask in a way that a checker knows.
    """
    server = Server(json_answer(job(error={})), json_answer(job(error=None)))
    client = client_for(server)
    found = [client.call("fine_tuning.jobs.retrieve", "ftjob-1").error for _ in range(2)]

    assert [type(each).__name__ for each in found] == ["FineTuningJobError", "NoneType"]
    assert [bool(getattr(found[0], name)) for name in ("code", "message", "param")] == [False] * 3


@should("shapes-null-data-is-none", spec="FineTuningJobEvent/properties/data")
def test_null_data_of_an_event_is_none(client_for: ClientFor) -> None:
    """
    The data of an event is None where the server sent null, and a dict where it sent an object.

    Whoever plots the loss goes through all events of a job.
    """
    events = [event(1, data=None), event(2, data={}), event(3)]
    client = client_for(Server(json_answer(page(events))))

    found = client.items("fine_tuning.jobs.list_events", "ftjob-1")
    assert [each.data for each in found] == [None, {}, event(3)["data"]]


@should("shapes-times-are-also-datetimes", spec="FineTuningJob/properties/created_at")
def test_time_stays_a_number_and_is_also_a_datetime(client_for: ClientFor) -> None:
    """
    A time stays the number that was sent, and stands beside it as a datetime in UTC.

    Local times hide in programs until someone runs them on another continent.
    """
    found = client_for(Server(json_answer(job()))).call("fine_tuning.jobs.retrieve", "ftjob-1")

    assert found.created_at == 1767225600
    assert found.created_at_datetime.isoformat() == "2026-01-01T00:00:00+00:00"
    assert found.finished_at_datetime is None
