"""Rules for what the client makes of an answer that is as described."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from fine_tuning_contract.conformance import must, should

from .callers import Caller
from .calls import Calls
from .conftest import ClientFor
from .examples import Examples, text_of
from .methods import Method
from .models import model_of
from .servers import Server, json_answer, text_answer

_MARK = "\ufeff"
_ODD = {
    "byte order mark": f'{_MARK}{{"id": "a"}}',
    "white space": '\r\n\t {"id" : "a"}\n\n',
    "half a pair": '{"id": "a", "user_provided_suffix": "\\ud83d"}',
    "escapes": '{"id": "\\u0061\\/\\u0000\\ud83d\\ude00"}',
    "large number": '{"id": "a", "trained_tokens": 123456789012345678901234567890}',
    "fraction of zero": '{"id": "a", "usage_metrics": {"loss": -0.0, "rate": 1e5, "n": 1E-7}}',
    "same name twice": '{"id": "a", "id": "b"}',
    "empty names": '{"id": "a", "": {"": null}}',
    "deep": '{"id": "a", "usage_metrics": ' + '{"a":' * 200 + "1" + "}" * 201,
}


@must("decoding-loses-nothing", spec="schemas")
def test_answer_comes_back_as_it_was_sent(
    client_for: ClientFor, calls: Calls, examples: Examples, json_method: Method
) -> None:
    """
    What a method returns turns back into the very JSON that the server sent.

    A field lost, or a 1 that became 1.0, is lost for whoever stores the object or sends it on.
    """
    changed = [
        (served, found)
        for served in _answers(examples, json_method)
        if text_of(found := _answered(client_for, calls, json_method, served)) != text_of(served)
    ]

    assert changed == []


@must("decoding-accepts-what-is-valid", spec="schemas")
def test_valid_answer_has_no_problem(
    client_for: ClientFor, calls: Calls, examples: Examples, json_method: Method
) -> None:
    """
    An answer that is valid by its schema has no problems, and a strict client takes it.

    A client that cries over good answers teaches its users not to listen.
    """
    found = [
        _call(client_for, calls, json_method, served, strict=True).problems()
        for served in _answers(examples, json_method)
    ]

    assert [problems for problems in found if problems] == []


@should("decoding-is-one-for-sync-and-async", spec="schemas")
def test_sync_and_async_clients_agree(
    both_for: Callable[..., tuple[Caller, Caller]],
    calls: Calls,
    examples: Examples,
    json_method: Method,
) -> None:
    """
    The sync and the async client return equal objects for the same answer.

    Whoever moves from one to the other must find the same data.
    """
    named = calls.plain(json_method).named
    pairs = [
        [client.call(json_method.name, **named) for client in both_for(Server(json_answer(served)))]
        for served in _answers(examples, json_method)
    ]

    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@must("decoding-covers-every-schema", spec="schemas")
def test_every_schema_is_read_and_written_without_loss(
    examples: Examples, schema_name: str
) -> None:
    """
    Every object of the description is read and written without loss, wherever it may stand.

    A kind of grader or a part of a message is rare in answers, and must survive there too.
    """
    served = examples.of_component(schema_name)
    read = [model_of(schema_name).from_dict(value) for value in served]

    assert [text_of(each.to_dict()) for each in read] == [text_of(value) for value in served]
    assert [each.problems() for each in read if each.problems()] == []


@should("decoding-reads-odd-json", spec="FineTuningJob")
@pytest.mark.parametrize("text", _ODD.values(), ids=_ODD.keys())
def test_odd_json_is_read_like_any_other(client_for: ClientFor, text: str) -> None:
    """
    JSON that is valid but odd is read as the standard library reads it, and written back.

    What a client reads must not depend on which optional decoder is installed.
    """
    client = client_for(Server(text_answer(text)))
    found = client.call("fine_tuning.jobs.retrieve", "ftjob-1")

    assert text_of(found.to_dict()) == text_of(json.loads(text.removeprefix(_MARK)))


def _answers(examples: Examples, method: Method) -> tuple[Any, ...]:
    schema = method.answer_schema("200")
    assert schema is not None
    return examples.of(schema)


def _answered(client_for: ClientFor, calls: Calls, method: Method, served: Any) -> Any:
    return _call(client_for, calls, method, served).to_dict()


def _call(client_for: ClientFor, calls: Calls, method: Method, served: Any, **options: Any) -> Any:
    client = client_for(Server(json_answer(served)), **options)
    return client.call(method.name, **calls.plain(method).named)
