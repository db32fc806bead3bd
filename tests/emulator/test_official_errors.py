"""Every exception of the provider's own Python client, raised by the emulator's real answers."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import openai
import pytest
from callers import Served
from openai import AsyncOpenAI, OpenAI

from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.settings import DEFAULT_API_KEY

Raise = Callable[[], BaseException]
BY_STATUS = [
    (400, openai.BadRequestError),
    (401, openai.AuthenticationError),
    (403, openai.PermissionDeniedError),
    (404, openai.NotFoundError),
    (409, openai.ConflictError),
    (422, openai.UnprocessableEntityError),
    (429, openai.RateLimitError),
    (500, openai.InternalServerError),
    (503, openai.InternalServerError),
    (418, openai.APIStatusError),
]
BY_FAULT = [
    ({"kind": "drop"}, openai.APIConnectionError),
    ({"kind": "drop", "after": True}, openai.APIConnectionError),
    ({"kind": "truncate"}, openai.APIConnectionError),
    ({"kind": "latency", "seconds": 5}, openai.APITimeoutError),
    ({"kind": "slow", "seconds": 5}, openai.APITimeoutError),
    ({"kind": "html"}, openai.APIResponseValidationError),
]
QUICK: Any = {"max_retries": 0, "_strict_response_validation": True}


@pytest.fixture(params=["sync", "async"])
def failing(request: pytest.FixtureRequest, emulator: Served) -> Raise:
    """Return a function that asks for a model, and returns what that raises."""
    # A whole answer is here within milliseconds; the faults above rest for longer than this.
    waiting = httpx.Timeout(10, read=0.5)
    options: Any = {
        "base_url": emulator.url,
        "api_key": DEFAULT_API_KEY,
        "timeout": waiting,
        **QUICK,
    }

    def ask() -> BaseException:
        with OpenAI(**options) as client, pytest.raises(openai.OpenAIError) as told:
            client.models.retrieve("gpt-4o")
        return told.value

    async def ask_later() -> BaseException:
        async with AsyncOpenAI(**options) as client:
            with pytest.raises(openai.OpenAIError) as told:
                await client.models.retrieve("gpt-4o")
        return told.value

    def ask_and_wait() -> BaseException:
        return asyncio.run(ask_later())

    return ask if request.param == "sync" else ask_and_wait


@pytest.mark.parametrize(("status", "error"), BY_STATUS)
def test_each_status_is_its_exception(
    failing: Raise, control: Control, status: int, error: type[openai.APIStatusError]
) -> None:
    """The exception has the status, the message and the id of the request."""
    control.fault("status", status=status)
    told = failing()

    assert type(told) is error
    assert isinstance(told, openai.APIStatusError)
    assert told.status_code == status
    assert "asked for through the control API" in told.message
    assert str(told.request_id).startswith("req_")


@pytest.mark.parametrize(("fault", "error"), BY_FAULT, ids=str)
def test_each_broken_answer_is_its_exception(
    failing: Raise, control: Control, fault: dict[str, Any], error: type[BaseException]
) -> None:
    """Dropped, cut, late and mistyped answers are told apart."""
    control.fault(**fault)

    assert type(failing()) is error
