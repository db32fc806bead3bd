"""Rules for what the client sends."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from fine_tuning_client import InvalidRequestError
from fine_tuning_contract.conformance import Description, must, should

from . import sent
from .callers import Caller
from .calls import Calls
from .conftest import ClientFor
from .examples import Examples, text_of
from .methods import Method
from .models import model_of
from .queries import FILTERS
from .servers import Answer, Server, json_answer, refusal


@must("sending-is-as-described", spec="schemas")
def test_request_is_what_the_call_says(
    client_for: ClientFor, calls: Calls, description: Description, method: Method
) -> None:
    """
    Every request that a call makes is valid by the description and says what the caller said.

    Path, query, key, media type and body: a server reads all of them.
    """
    found = [
        sent.faults(description, call, _sent(client_for, method, call.named))
        for call in calls.made_up(method)
    ]

    assert [faults for faults in found if faults] == []


@should("sending-adds-nothing", spec="schemas")
def test_request_says_only_what_the_caller_said(
    client_for: ClientFor, calls: Calls, description: Description, method: Method
) -> None:
    """
    A call that says only what it must sends only that: no defaults, no nulls, no empty objects.

    The server's defaults change; a client that repeats last year's overrules them.
    """
    call = calls.plain(method)

    assert sent.faults(description, call, _sent(client_for, method, call.named)) == []


@must("sending-demands-what-is-required", spec="schemas")
def test_signature_demands_what_is_required(
    both_for: Callable[..., tuple[Caller, Caller]], method: Method
) -> None:
    """
    A method demands exactly the required parameters, and takes every other one that is described.

    What is forgotten is then found by the editor, not by the server.
    """
    required = {each.name for each in method.parameters if each.required}
    optional = {each.name for each in method.parameters} - required
    body = dict(method.body or {})
    required |= set(body.get("required", []))
    optional |= set(body.get("properties", {})) - required
    signatures = [_parameters(client, method) for client in both_for(Server(Answer()))]

    assert [_demanded(signature) for signature in signatures] == [required, required]
    assert [optional - set(signature) for signature in signatures] == [set(), set()]


@must(
    "sending-null-filters-for-no-metadata",
    spec="listPaginatedFineTuningJobs/parameters/metadata",
    says="`metadata=null` only the jobs that carry none",
)
def test_null_as_filter_is_the_word_null(client_for: ClientFor) -> None:
    """
    The filter None is sent as `metadata=null`, and a filter that nobody gave is not sent.

    The two ask for different jobs: those without metadata, and all.
    """
    server = Server(_empty_page())
    client = client_for(server)
    client.call("fine_tuning.jobs.list", metadata=None)
    client.call("fine_tuning.jobs.list")

    assert [sent.query(request) for request in server.requests] == [[("metadata", "null")], []]


@must(
    "sending-pairs-filter-by-metadata",
    spec="listPaginatedFineTuningJobs/parameters/metadata",
    says="`metadata[key]=value` lists only the jobs that carry this pair",
)
@pytest.mark.parametrize(("pairs", "expected"), FILTERS.values(), ids=FILTERS.keys())
def test_pairs_as_filter_are_sent_by_key(
    client_for: ClientFor, pairs: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    """
    A filter of pairs is sent as `metadata[key]=value`, with every character kept.

    A filter that arrives garbled finds other people's jobs, or none.
    """
    server = Server(_empty_page())
    client_for(server).call("fine_tuning.jobs.list", metadata=pairs)

    assert sent.query(server.request) == expected


@should("sending-null-is-not-absent", spec="CreateFineTuningJobRequest/properties/suffix")
def test_null_is_sent_and_absence_is_not(client_for: ClientFor) -> None:
    """
    An optional field given as None is sent as null; one that is not given is not sent.

    To a server, null may mean: take it away.
    """
    server = Server(refusal(400))
    required = {"model": "gpt-4o-mini", "training_file": "file-1"}
    _refused(client_for(server), "fine_tuning.jobs.create", **required, suffix=None)

    assert sent.body(server.request) == {**required, "suffix": None}


@should("sending-takes-objects-and-plain-dicts", spec="CreateFineTuningJobRequest")
def test_objects_and_plain_dicts_send_the_same(client_for: ClientFor, examples: Examples) -> None:
    """
    A part of a request can be given as an object of the client or as a plain dict.

    What was read from one answer can be sent with the next request, as it is.
    """
    server = Server(refusal(400))
    methods = examples.of_component("FineTuneMethod")
    for value in methods:
        given = {"model": "gpt-4o-mini", "training_file": "file-1"}
        read = model_of("FineTuneMethod").from_dict(value)
        _refused(client_for(server), "fine_tuning.jobs.create", **given, method=value)
        _refused(client_for(server), "fine_tuning.jobs.create", **given, method=read)

    assert [text_of(sent.body(request)["method"]) for request in server.requests] == [
        text_of(value) for value in methods for _ in ("plain", "object")
    ]


@should("sending-carries-extras", spec="schemas")
def test_extras_are_sent_beside_the_rest(
    client_for: ClientFor, calls: Calls, method: Method
) -> None:
    """
    Every method takes further headers and query parameters, and those win over the client's own.

    A gateway in between wants a header that no description knows.
    """
    named = {
        **calls.plain(method).named,
        "extra_headers": {"X-Team": "blue", "Accept": "text/made-up"},
        "extra_query": {"dry_run": True, "page": 2},
    }
    request = _sent(client_for, method, named)

    assert (request.headers["x-team"], request.headers["accept"]) == ("blue", "text/made-up")
    assert sent.query(request) == [("dry_run", "true"), ("page", "2")]


@should("sending-extras-win", spec="listPaginatedFineTuningJobs/parameters/limit")
def test_extra_query_wins_and_lists_are_repeated(client_for: ClientFor) -> None:
    """
    `extra_query` replaces a parameter of the same name, and a list is sent as a repeated one.

    Two values for one parameter are read differently by every server.
    """
    server = Server(_empty_page())
    extra = {"limit": 7, "tag": ["a", "b"]}
    client_for(server).call("fine_tuning.jobs.list", limit=5, extra_query=extra)

    assert sent.query(server.request) == [("limit", "7"), ("tag", "a"), ("tag", "b")]


@should("sending-refuses-broken-headers", spec="schemas")
@pytest.mark.parametrize(
    "headers",
    [{"X-Team": "a\r\nX-Injected: b"}, {"X-Team": "a\x00"}, {"X\nTeam": "a"}, {"X-Team": None}],
    ids=["line break", "NUL", "line break in the name", "none"],
)
@pytest.mark.parametrize("name", ["fine_tuning.jobs.retrieve", "fine_tuning.jobs.cancel"])
def test_header_that_cannot_be_sent_is_refused(
    client_for: ClientFor, name: str, headers: dict[str, str]
) -> None:
    """
    A header that no wire can carry is refused before anything is sent, and not tried again.

    What stands in a header may come from a user, who may want a header of his own.
    """
    server = Server(refusal(404))
    with pytest.raises(ValueError, match=r"(?i)header"):
        client_for(server).call(name, "ftjob-1", extra_headers=headers)

    assert server.requests == []


@should("sending-refuses-what-json-cannot-hold", spec="createFineTuningJob/requestBody")
@pytest.mark.parametrize(
    "value",
    [{1, 2}, b"bytes", float("nan"), float("inf"), "\ud800", object()],
    ids=["set", "bytes", "not a number", "infinite", "half a pair", "object"],
)
def test_value_that_json_cannot_hold_is_refused(client_for: ClientFor, value: Any) -> None:
    """
    A value that JSON cannot hold is refused as a wrong call, before anything is sent.

    The traceback should end at the caller's line, not in a library beneath.
    """
    server = Server(refusal(404))
    with pytest.raises(InvalidRequestError):
        client_for(server).call(
            "fine_tuning.jobs.create", model="m", training_file="file-1", extra_body={"x": [value]}
        )

    assert server.requests == []


@should("sending-carries-extra-members", spec="CreateFineTuningJobRequest")
def test_extra_body_is_sent_and_wins(client_for: ClientFor) -> None:
    """
    `extra_body` adds members to a body and replaces those of the same name.

    A field that the server learnt last week can be used today.
    """
    server = Server(refusal(400))
    _refused(
        client_for(server),
        "fine_tuning.jobs.create",
        model="gpt-4o-mini",
        training_file="file-1",
        extra_body={"brand_new": {"deep": [1]}, "model": "gpt-next"},
    )

    assert sent.body(server.request) == {
        "model": "gpt-next",
        "training_file": "file-1",
        "brand_new": {"deep": [1]},
    }


@should("sending-heeds-the-timeout", spec="retrieveFineTuningJob")
def test_timeout_of_a_call_is_its_own(client_for: ClientFor) -> None:
    """
    A timeout given with a call holds for this call, and the client's for the others.

    An upload may take minutes, a look at a job may not.
    """
    server = Server(refusal(404))
    client = client_for(server, timeout=7.0, deadline=None)
    _refused(client, "fine_tuning.jobs.retrieve", "ftjob-1", timeout=0.25)
    _refused(client, "fine_tuning.jobs.retrieve", "ftjob-1")
    _refused(client, "fine_tuning.jobs.retrieve", "ftjob-1", timeout=None)

    assert [request.extensions["timeout"]["read"] for request in server.requests] == [0.25, 7, None]


@should("sending-has-a-sane-timeout", spec="retrieveFineTuningJob")
def test_timeout_is_there_unasked_and_sane(client_for: ClientFor) -> None:
    """
    Without a word from the caller a call waits for at least 5 and at most 60 seconds.

    Ten minutes in front of a dead server are nine too many, for ever is worse.
    """
    server = Server(refusal(404))
    _refused(client_for(server), "fine_tuning.jobs.retrieve", "ftjob-1")

    assert all(5 <= seconds <= 60 for seconds in server.request.extensions["timeout"].values())


@should("sending-reads-the-environment", spec="securitySchemes/ApiKeyAuth")
def test_settings_come_from_the_environment(
    client_for: ClientFor, environment: pytest.MonkeyPatch
) -> None:
    """
    Keys, base URL, organization and project come from the environment where they are not given.

    These are the variables that users of this API have set already.
    """
    environment.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    environment.setenv("OPENAI_BASE_URL", "http://elsewhere.test/api/")
    environment.setenv("OPENAI_ORG_ID", "org-1")
    environment.setenv("OPENAI_PROJECT_ID", "proj_1")
    server = Server(refusal(404))
    client = client_for(server, api_key=None, base_url=None)
    _refused(client, "fine_tuning.jobs.retrieve", "ftjob-1")

    assert str(server.request.url) == "http://elsewhere.test/api/fine_tuning/jobs/ftjob-1"
    assert [server.request.headers.get(name) for name in _OF_AN_ACCOUNT] == [
        "Bearer sk-of-the-environment",
        "org-1",
        "proj_1",
    ]


@should("sending-without-a-key-is-refused-first", spec="securitySchemes/ApiKeyAuth")
def test_missing_key_is_told_before_anything_is_sent(
    client_for: ClientFor, calls: Calls, description: Description, method: Method
) -> None:
    """
    An operation whose key is missing is refused before it is sent, naming argument and variable.

    An ordinary key sent in place of an admin key only earns a refusal that explains nothing.
    """
    server = Server(Answer())
    ordinary = method.schemes == description.default_schemes
    missing = "api_key" if ordinary else "admin_api_key"
    client = client_for(server, **{missing: None})
    with pytest.raises(ValueError, match=missing) as refused:
        client.call(method.name, **calls.plain(method).named)

    assert ("OPENAI_API_KEY" if ordinary else "OPENAI_ADMIN_KEY") in str(refused.value)
    assert server.requests == []


@should("sending-options-are-a-new-client", spec="retrieveFineTuningJob")
def test_other_options_leave_the_client_as_it_was(client_for: ClientFor) -> None:
    """
    `with_options` gives another client and leaves the first one as it was.

    A library that changes its caller's client changes everyone's.
    """
    server = Server(refusal(404))
    client = client_for(server, timeout=7.0)
    other = client.client.with_options(timeout=1.0, base_url="http://other.test/v2")
    first, client.client = client.client, other
    _refused(client, "fine_tuning.jobs.retrieve", "ftjob-1")
    client.client = first
    _refused(client, "fine_tuning.jobs.retrieve", "ftjob-1")

    assert [request.url.host for request in server.requests] == ["other.test", "api.test"]
    assert [request.extensions["timeout"]["read"] for request in server.requests] == [1.0, 7.0]


@should("sending-adds-what-every-request-says", spec="listModels")
def test_default_headers_are_sent(client_for: ClientFor) -> None:
    """
    Headers that the client was given once are sent with every request.

    Gateways tell teams apart by them, and turn away who says nothing.
    """
    server = Server(json_answer({"object": "list", "data": []}))
    client_for(server, default_headers={"X-Team": "blue"}).call("models.list")

    assert server.request.headers["x-team"] == "blue"


@should("sending-key-may-change", spec="securitySchemes/ApiKeyAuth")
def test_key_from_a_function_is_asked_for_each_time(client_for: ClientFor) -> None:
    """
    A key given as a function is asked for with every call.

    Keys that expire are renewed while a program runs.
    """
    keys = iter(["sk-first", "sk-second"])
    server = Server(refusal(404))
    client = client_for(server, api_key=lambda: next(keys))
    _refused(client, "fine_tuning.jobs.retrieve", "ftjob-1")
    _refused(client, "fine_tuning.jobs.retrieve", "ftjob-1")

    found = [request.headers["authorization"] for request in server.requests]
    assert found == ["Bearer sk-first", "Bearer sk-second"]


_OF_AN_ACCOUNT = ("authorization", "openai-organization", "openai-project")


def _sent(client_for: ClientFor, method: Method, named: dict[str, Any]) -> Any:
    """Return the request that a call sends; what comes back does not matter here."""
    server = Server(refusal(400))
    _refused(client_for(server), method.name, **named)
    return server.request


def _refused(client: Caller, method: str, /, *values: Any, **named: Any) -> None:
    with pytest.raises(Exception, match=r"made-up server refuses"):
        client.call(method, *values, **named)


def _empty_page() -> Answer:
    return json_answer({"object": "list", "data": [], "has_more": False})


def _parameters(client: Caller, method: Method) -> dict[str, inspect.Parameter]:
    found: Any = client.client
    for step in method.name.split("."):
        found = getattr(found, step)
    return dict(inspect.signature(found).parameters)


def _demanded(signature: dict[str, inspect.Parameter]) -> set[str]:
    empty = inspect.Parameter.empty
    return {name for name, parameter in signature.items() if parameter.default is empty}
