"""Rules for ids in paths: an id from outside must never choose another operation."""

from typing import Any

import pytest

from fine_tuning_client import InvalidRequestError
from fine_tuning_contract.conformance import must, should

from . import sent
from .callers import Caller
from .conftest import ClientFor
from .methods import Method
from .servers import Answer, Server, refusal

_NOTHING = {"empty": "", "dot": ".", "two dots": "..", "blank": " ", "tab": "\t"}
_STRANGE = {
    "slash": "ftjob-1/cancel",
    "climbing": "../../models",
    "climbing at the end": "ftjob-1/..",
    "encoded slash": "ftjob-1%2Fcancel",
    "encoded dots": "%2e%2e",
    "percent": "100%",
    "double percent": "%252F",
    "question mark": "ftjob-1?limit=1",
    "hash": "ftjob-1#part",
    "colon": "ft:gpt-4o-mini:org:suffix:abc123:ckpt-step-10",
    "suffixless model": "ft:gpt-4o-mini:org::abc123",
    "space": "a b",
    "plus": "a+b",
    "backslash": "..\\..\\models",
    "semicolon": "ftjob-1;v=2",
    "ampersand": "a&b=c",
    "three dots": "...",
    "unicode": "modèle-微调-🎛",
    "line break": "a\r\nX-Injected: yes",
    "NUL": "a\x00b",
    "at": "user@host",
    "very long": "x" * 4000,
}


@should("paths-refuse-what-names-nothing", spec="retrieveFineTuningJob/parameters")
@pytest.mark.parametrize("nothing", _NOTHING.values(), ids=_NOTHING.keys())
def test_id_that_names_nothing_is_refused(
    client_for: ClientFor, id_method: Method, nothing: str
) -> None:
    """
    An id that is empty, or a step in a path, is refused before anything is sent.

    `DELETE /files/` plus nothing is another operation, and `..` is one that deletes more.
    """
    server = Server(Answer())
    named = {**_body(id_method), **dict.fromkeys(id_method.path_names, "made-up")}
    refusals = [
        _refusal(client_for(server), id_method, {**named, name: nothing})
        for name in id_method.path_names
    ]

    assert [said.split()[0] for said in refusals] == id_method.path_names
    assert server.requests == []


@must("paths-hold-an-id-in-one-segment", spec="retrieveFineTuningJob/parameters")
@pytest.mark.parametrize("strange", _STRANGE.values(), ids=_STRANGE.keys())
def test_id_stays_one_segment(client_for: ClientFor, id_method: Method, strange: str) -> None:
    """
    An id fills exactly one segment of the path, and is read from it as it was given.

    Names of models hold colons, and what users type holds anything.
    """
    server = Server(refusal(404))
    ids = dict.fromkeys(id_method.path_names, strange)
    with pytest.raises(Exception, match="refuses"):
        client_for(server).call(id_method.name, **{**_body(id_method), **ids})

    expected = [strange if "{" in part else part for part in id_method.path.split("/")[1:]]
    assert sent.segments(server.request) == expected
    assert server.request.url.query == b""


@should("paths-refuse-what-is-no-text", spec="retrieveFineTuningJob/parameters")
@pytest.mark.parametrize(
    "wrong", [None, 5, b"ftjob-1", ["ftjob-1"]], ids=["none", "number", "bytes", "list"]
)
def test_id_that_is_no_text_is_refused(
    client_for: ClientFor, id_method: Method, wrong: object
) -> None:
    """
    An id that is no text is refused before anything is sent.

    `/files/None` looks like a request, and finds nothing for a reason that nobody sees.
    """
    server = Server(Answer())
    ids = dict.fromkeys(id_method.path_names, wrong)
    with pytest.raises(ValueError, match=id_method.path_names[0]):
        client_for(server).call(id_method.name, **{**_body(id_method), **ids})

    assert server.requests == []


def _refusal(client: Caller, method: Method, named: dict[str, Any]) -> str:
    """Return what the client says when it refuses to send a call."""
    with pytest.raises(InvalidRequestError) as raised:
        client.call(method.name, **named)
    return str(raised.value)


def _body(method: Method) -> dict[str, list[str]]:
    return {name: ["proj_1"] for name in (method.body or {}).get("required", [])}
