"""Keys come from where the caller put them, and are shown nowhere."""

import pickle
import traceback
from typing import Any

import httpx
import pytest
from sourced import (
    AsyncFineTuningClient,
    AuthenticationError,
    FineTuningClient,
    ResponseDecodingError,
)

from fine_tuning_contract.codegen.runtime.credentials import Credentials, Scheme
from fine_tuning_contract.codegen.runtime.errors import (
    InvalidRequestError,
    MissingCredentialsError,
)
from fine_tuning_contract.codegen.runtime.settings import Settings

KEY = "sk-secret-of-the-caller"
SCHEMES = {"PetKey": Scheme("pet_key", "PET_KEY")}


def echoing(request: httpx.Request) -> httpx.Response:
    """Answer as a careless server does: with the key in the message."""
    key = request.headers["authorization"]
    error = {"message": f"Bad key: {key}", "type": "t", "param": None, "code": None}
    return httpx.Response(401, json={"error": error})


def test_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is the argument's, else the variable's."""
    monkeypatch.setenv("PET_KEY", "from-environment")

    given = Credentials(SCHEMES, {"pet_key": "from-argument"})
    found = Credentials(SCHEMES, {"pet_key": None})

    assert given.header("PetKey") == "Bearer from-argument"
    assert found.header("PetKey") == "Bearer from-environment"


def test_missing_key_is_told_when_it_is_needed() -> None:
    """A client can be made without a key; the call that needs it says how to give it."""
    credentials = Credentials(SCHEMES, {})

    with pytest.raises(MissingCredentialsError, match=r"pet_key.*PET_KEY"):
        credentials.header("PetKey")


def test_key_may_be_fetched_anew_for_each_call() -> None:
    """A function gives the key that is valid at the time of the call."""
    keys = iter(["one", "two"])
    credentials = Credentials(SCHEMES, {"pet_key": lambda: next(keys)})

    assert not credentials.is_fixed("PetKey")
    assert credentials.header("PetKey") == "Bearer one"
    assert credentials.header("PetKey") == "Bearer two"


def test_client_sends_the_key_of_the_moment() -> None:
    """A key that is a function is asked before every request of one client."""
    keys, sent = iter(["one", "two"]), []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["authorization"])
        return httpx.Response(200, json={"id": "m"})

    client = FineTuningClient(
        api_key=lambda: next(keys), transport=httpx.MockTransport(answer), retries=0
    )
    client.models.retrieve("m")
    client.models.retrieve("m")

    assert sent == ["Bearer one", "Bearer two"]


@pytest.mark.parametrize("key", ["sk a", "sk\n", "sk\r\nX: y", "schlüssel", " "])
def test_key_that_http_cannot_carry_is_refused(key: str) -> None:
    """A line break at the end of a key is the usual mistake; the key itself is not shown."""
    with pytest.raises(InvalidRequestError, match="the key") as error:
        Credentials(SCHEMES, {"pet_key": key}).header("PetKey")
    assert not key.strip() or key not in str(error.value)


def test_empty_key_of_a_function_is_refused() -> None:
    """Nothing is sent with an empty key."""
    with pytest.raises(InvalidRequestError, match="empty"):
        Credentials(SCHEMES, {"pet_key": lambda: ""}).header("PetKey")


@pytest.mark.parametrize("kind", [FineTuningClient, AsyncFineTuningClient])
def test_no_repr_shows_a_key(kind: Any) -> None:
    """Neither the client nor anything in it shows a key."""
    client = kind(api_key=KEY, admin_api_key=KEY, default_headers={"X-Key": KEY})
    connection = client._connection

    shown = [repr(each) for each in (client, client.files, connection, connection.settings)]

    assert not [text for text in shown if KEY in text]


def test_credentials_show_which_keys_are_there() -> None:
    """The repr says which keys there are, without them."""
    credentials = Credentials(SCHEMES, {"pet_key": KEY})
    settings = Settings("https://x.test", credentials, {"Authorization": KEY})

    assert repr(credentials) == "Credentials(PetKey)"
    assert KEY not in repr(settings)


def test_key_that_a_server_echoes_is_hidden() -> None:
    """No error shows the key, not even one whose text came from the server."""
    client = FineTuningClient(api_key=KEY, transport=httpx.MockTransport(echoing), retries=0)

    with pytest.raises(AuthenticationError) as error:
        client.models.retrieve("m")
    assert KEY not in "".join(traceback.format_exception(error.value))
    assert KEY not in error.value.message
    assert "[key]" in str(error.value)


def test_pickled_errors_hold_no_key() -> None:
    """An error that travels to another process leaves its request, and its key, behind."""
    silent = httpx.MockTransport(lambda _: httpx.Response(401, json={"error": {"message": "No."}}))
    client = FineTuningClient(api_key=KEY, transport=silent, retries=0)

    with pytest.raises(AuthenticationError) as error:
        client.models.retrieve("m")
    written = pickle.dumps(error.value)
    assert KEY.encode() not in written
    assert pickle.loads(written).status_code == 401  # noqa: S301 - our own bytes


def test_odd_answer_that_echoes_the_key_hides_it() -> None:
    """An answer that is no JSON is shown from its beginning, without the key."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=f"<p>{request.headers['authorization']}</p>")

    client = FineTuningClient(api_key=KEY, transport=httpx.MockTransport(answer), retries=0)

    with pytest.raises(ResponseDecodingError) as error:
        client.models.retrieve("m")
    assert KEY not in str(error.value)
