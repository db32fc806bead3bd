"""Rules for keys: they go to the server, and nowhere else."""

import logging
import pickle
import traceback
from typing import Any

import httpx
import pytest

from fine_tuning_client import AsyncFineTuningClient, FineTuningClient, FineTuningError
from fine_tuning_contract.conformance import should

from .callers import ADMIN_KEY, API_KEY
from .conftest import ClientFor
from .documents import job
from .servers import Server, Step, json_answer, refusal, text_answer
from .sockets import SocketServer, http_answer

_SECRETS = (API_KEY, ADMIN_KEY)
_RESOURCES = ("", "fine_tuning.jobs", "fine_tuning.jobs.with_raw_response", "files", "_connection")
_FAILURES: dict[str, Step] = {
    "refused": refusal(401),
    "failed": text_answer("<html>", 502, "text/html"),
    "unreadable": text_answer("<html>"),
    "not as described": json_answer([]),
    "redirected": refusal(302, location="http://elsewhere.test/"),
    "not connected": httpx.ConnectError("refused"),
    "late": httpx.ReadTimeout("slow"),
    "reset": httpx.ReadError("reset"),
}

failing = pytest.mark.parametrize("step", _FAILURES.values(), ids=_FAILURES.keys())
called = pytest.mark.parametrize(
    ("name", "key"),
    [
        ("fine_tuning.jobs.retrieve", API_KEY),
        ("fine_tuning.jobs.cancel", API_KEY),
        ("fine_tuning.checkpoints.permissions.list", ADMIN_KEY),
    ],
    ids=["reading", "changing", "as admin"],
)


@should("secrets-stay-out-of-reprs", spec="securitySchemes/ApiKeyAuth")
@pytest.mark.parametrize("place", _RESOURCES, ids=lambda place: place or "client")
def test_no_object_of_the_client_shows_a_key(client_for: ClientFor, place: str) -> None:
    """
    Neither the client nor any part of it shows a key in its repr.

    Notebooks print the last value of a cell, debuggers print all of them.
    """
    client = client_for(Server(json_answer(job()))).client
    found = client
    for step in filter(None, place.split(".")):
        found = getattr(found, step)
    others = [found, client.with_options(timeout=1.0), getattr(found, "settings", None)]

    assert [text for each in others if _shows(text := f"{each!r} {each}")] == []


@should("secrets-stay-out-of-answers", spec="securitySchemes/ApiKeyAuth")
def test_no_answer_shows_a_key(client_for: ClientFor) -> None:
    """
    Neither a job nor a raw response shows the key it was fetched with.

    Answers are logged whole.
    """
    client = client_for(Server(json_answer(job())))
    found = client.call("fine_tuning.jobs.retrieve", "ftjob-1")
    raw = client.call("fine_tuning.jobs.with_raw_response.retrieve", "ftjob-1")

    assert not _shows(f"{found!r} {raw!r} {raw.headers!r} {raw.http_response!r}")


@should("secrets-stay-out-of-errors", spec="securitySchemes/ApiKeyAuth")
@failing
@called
def test_no_error_shows_a_key(client_for: ClientFor, step: Step, name: str, key: str) -> None:
    """
    No error shows a key: not in its text, its repr, its arguments or its traceback.

    Errors are pasted into issues.
    """
    error = _error(client_for(Server(step)), name)
    told = "".join(traceback.format_exception(error))

    assert key not in f"{error} {error!r} {error.args!r} {vars(error)!r} {told}"


@should("secrets-stay-out-of-pickled-errors", spec="securitySchemes/ApiKeyAuth")
@failing
@called
def test_no_pickled_error_holds_a_key(
    client_for: ClientFor, step: Step, name: str, key: str
) -> None:
    """
    A pickled error holds no key.

    Errors of worker processes travel through queues and stay in the databases of task runners.
    """
    error = _error(client_for(Server(step)), name)

    assert key.encode() not in pickle.dumps(error)


@should("secrets-echoed-are-hidden", spec="retrieveFineTuningJob/responses/401")
def test_key_that_a_server_echoes_is_not_shown(client_for: ClientFor) -> None:
    """
    The text of an error hides the key even where the server repeats it.

    There are gateways that say: no such key, and then the key.
    """
    body = {
        "error": {"message": f"No such key: {API_KEY}", "type": "", "param": None, "code": None}
    }
    error = _error(client_for(Server(json_answer(body, 401))), "fine_tuning.jobs.retrieve")

    assert API_KEY not in f"{error} {error!r} {error.message}"


@should("secrets-echoed-by-pages-are-hidden", spec="retrieveFineTuningJob/responses/401")
@pytest.mark.parametrize("status", [200, 502])
def test_key_on_a_page_is_not_shown(client_for: ClientFor, status: int) -> None:
    """
    The start of an unreadable answer is shown without the key that may stand in it.

    Debugging pages of proxies print all headers of the request.
    """
    page = text_answer(f"<pre>Authorization: Bearer {API_KEY}</pre>", status, "text/html")
    error = _error(client_for(Server(page)), "fine_tuning.jobs.retrieve")

    assert API_KEY not in f"{error} {error!r}"


@should("secrets-in-urls-are-hidden", spec="securitySchemes/ApiKeyAuth")
@failing
def test_password_in_the_base_url_is_not_shown(client_for: ClientFor, step: Step) -> None:
    """
    A user and password in the base URL show neither in the client's repr nor in errors.

    Gateways inside companies are often guarded in this way.
    """
    client = client_for(Server(step), base_url="http://me:made-up-password@gateway.test/v1")
    error = _error(client, "fine_tuning.jobs.retrieve")

    assert "made-up-password" not in f"{client.client!r} {error} {error!r}"


@should("secrets-stay-out-of-logs", spec="securitySchemes/ApiKeyAuth")
@pytest.mark.parametrize("status", [200, 401, 503])
def test_no_log_shows_a_key(
    client_for: ClientFor, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    """
    No log line shows a key, at any level, of any logger beneath.

    Logs are kept for years, and read by many.
    """
    caplog.set_level(logging.DEBUG)
    answer = http_answer(b'{"id": "ftjob-1"}', status, retry_after="0")
    with SocketServer(lambda visit: visit.send(answer)) as server:
        client = client_for(base_url=server.url, retries=1)
        _try(client, "fine_tuning.jobs.retrieve")
        _try(client, "fine_tuning.checkpoints.permissions.list")

    assert server.visits
    assert [line for line in caplog.messages if _shows(line)] == []
    assert [record for record in caplog.records if _shows(str(vars(record)))] == []


@should("secrets-malformed-are-refused-unseen", spec="securitySchemes/ApiKeyAuth")
@pytest.mark.parametrize("key", ["sk-made up", "sk-made\nup", "sk-made-ü", " sk-made", "sk\x00"])
def test_malformed_key_is_refused_without_showing_it(client_for: ClientFor, key: str) -> None:
    """
    A key with a space, a line break or another strange character is refused, and not shown.

    It was pasted with a line too much; the line must not become a header, nor the key a message.
    """
    server = Server(json_answer(job()))
    error = _error(client_for(server, api_key=key), "fine_tuning.jobs.retrieve")

    assert isinstance(error, ValueError)
    assert key not in f"{error} {error!r}"
    assert server.requests == []


@should("secrets-given-win-over-the-environment", spec="securitySchemes/ApiKeyAuth")
def test_what_is_given_wins_over_the_environment(
    client_for: ClientFor, environment: pytest.MonkeyPatch
) -> None:
    """
    A key, an organization and a project that are given win over those of the environment.

    A program that serves two customers would bill the one whose variables are set.
    """
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        environment.setenv(name, "sk-of-the-environment")
    server = Server(json_answer(job()))
    given = {"api_key": "sk-given", "organization": "org-given", "project": "proj_given"}
    client_for(server, **given).call("fine_tuning.jobs.retrieve", "ftjob-1")
    names = ("authorization", "openai-organization", "openai-project")

    assert [server.request.headers.get(name) for name in names] == [
        "Bearer sk-given",
        "org-given",
        "proj_given",
    ]


@should("secrets-are-asked-for-late", spec="securitySchemes/ApiKeyAuth")
@pytest.mark.parametrize("kind", [FineTuningClient, AsyncFineTuningClient])
def test_client_without_a_key_can_be_made(kind: Any) -> None:
    """
    A client can be made without any key; only a call that needs one asks for it.

    Tests and imports must not need a secret.
    """
    assert "base_url" in repr(kind())


def _shows(text: str) -> bool:
    return any(secret in text for secret in _SECRETS)


def _error(client: Any, method: str) -> Any:
    with pytest.raises(FineTuningError) as caught:
        client.call(method, "made-up")
    return caught.value


def _try(client: Any, method: str) -> None:
    try:
        client.call(method, "made-up")
    except FineTuningError as error:
        assert error.args  # noqa: PT017 - what is raised is not the rule's subject
