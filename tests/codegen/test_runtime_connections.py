"""Settings, pools and raw answers of the sync and the async client."""

import asyncio
from typing import Any

import httpx
import pytest
from sourced import AsyncFineTuningClient, FineTuningClient, NotFoundError, ResponseDecodingError

KEY = "sk-key"
MODEL = {"id": "m", "object": "model", "created": 1, "owned_by": "me"}
LIST = {"object": "list", "data": [MODEL], "has_more": False}


def answer(request: httpx.Request) -> httpx.Response:
    """Answer any request: a list, a model, bytes, or a refusal where `gone` is asked for."""
    path = request.url.path
    if path.endswith("/gone"):
        return httpx.Response(404, json={"error": {"message": "No."}})
    if path.endswith("/content"):
        return httpx.Response(200, content=b"bytes", headers={"x-request-id": "req_1"})
    body = LIST if path.endswith(("/models", "/files")) else MODEL
    return httpx.Response(200, json=body, headers={"x-request-id": "req_1"})


async def async_answer(request: httpx.Request) -> httpx.Response:
    """Answer the same, to be awaited."""
    return answer(request)


@pytest.fixture
def client() -> Any:
    """Return a sync client of that server."""
    return FineTuningClient(api_key=KEY, transport=httpx.MockTransport(answer), retries=0)


def awaited(use: Any, **options: Any) -> Any:
    """Return what comes of using an async client of that server."""

    async def used() -> Any:
        transport = httpx.MockTransport(async_answer)
        async with AsyncFineTuningClient(api_key=KEY, transport=transport, **options) as calling:
            return await use(calling)

    return asyncio.run(used())


def test_raw_answer_is_decoded_when_it_is_asked_for(client: Any) -> None:
    """Status, headers and request id stand beside what the answer holds."""
    raw = client.models.with_raw_response.retrieve("m")

    assert (raw.status_code, raw.request_id) == (200, "req_1")
    assert raw.headers["content-type"] == "application/json"
    assert raw.parse().id == "m"


def test_raw_list_is_one_page(client: Any) -> None:
    """The raw form of a list is its first page."""
    assert client.files.with_raw_response.list().parse().data[0].id == "m"


def test_raw_download_has_its_bytes(client: Any) -> None:
    """The raw form of a download gives the answer before its bytes."""
    raw = client.files.with_raw_response.content("f")

    assert raw.status_code == 200
    assert raw.parse().read() == b"bytes"


def test_raw_refusal_raises_all_the_same(client: Any) -> None:
    """A refusal is an error, also where the answer was wanted raw."""
    with pytest.raises(NotFoundError):
        client.models.with_raw_response.retrieve("gone")


def test_async_client_has_raw_answers_too() -> None:
    """Operations, lists and downloads: each gives its answer when awaited."""

    async def used(calling: Any) -> Any:
        one = await calling.models.with_raw_response.retrieve("m")
        page = await calling.files.with_raw_response.list()
        raw = await calling.files.with_raw_response.content("f")
        return one.parse().id, page.parse().data[0].id, await raw.parse().read()

    assert awaited(used) == ("m", "m", b"bytes")


def test_async_lists_and_downloads_are_walked() -> None:
    """Without raw, the async client walks lists, reads bytes and raises refusals."""

    async def used(calling: Any) -> Any:
        ids = [each.id async for each in calling.files.list()]
        content = await (await calling.files.content("f")).read()
        with pytest.raises(NotFoundError):
            await calling.models.retrieve("gone")
        return ids, content

    assert awaited(used, retries=0) == (["m"], b"bytes")


def test_options_make_another_client_with_the_same_pool(client: Any) -> None:
    """`with_options` changes nothing of the client that it is called on."""
    other = client.with_options(base_url="https://other.test/v2/", timeout=1, retries=5)

    assert other.base_url == "https://other.test/v2"
    assert client.base_url != other.base_url
    assert other._connection.client is client._connection.client
    assert other._connection.settings.retries.tries == 6
    assert client._connection.settings.retries.tries == 1


def test_only_the_first_client_closes_the_pool(client: Any) -> None:
    """A client that was made with other options may be closed, and the first one goes on."""
    with client.with_options(timeout=1):
        pass

    assert not client._connection.client.is_closed


def test_async_options_share_the_pool_too() -> None:
    """The async client's `with_options` does the same."""

    async def used(calling: Any) -> Any:
        other = calling.with_options(strict=True)
        same = other._connection.client is calling._connection.client
        return same, other._connection.settings.strict, calling._connection.settings.strict

    assert awaited(used) == (True, True, False)


def test_given_client_is_used_as_it_is_and_stays_open() -> None:
    """Headers and parameters of a given HTTP client are sent, and it is not closed."""
    sent: list[httpx.Request] = []

    def kept(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return answer(request)

    transport = httpx.MockTransport(kept)
    with httpx.Client(transport=transport, headers={"X-Own": "1"}, params={"own": "2"}) as given:
        with FineTuningClient(api_key=KEY, http_client=given) as calling:
            calling.models.retrieve("m")
        assert not given.is_closed

    assert sent[0].headers["X-Own"] == "1"
    assert sent[0].headers["Authorization"] == f"Bearer {KEY}"
    assert sent[0].url.params["own"] == "2"


def test_given_async_client_stays_open() -> None:
    """An async HTTP client that was given is not closed either."""

    async def used() -> tuple[str, bool]:
        transport = httpx.MockTransport(async_answer)
        async with httpx.AsyncClient(transport=transport) as given:
            async with AsyncFineTuningClient(api_key=KEY, http_client=given) as calling:
                found = await calling.models.retrieve("m")
            return found.id, given.is_closed

    assert asyncio.run(used()) == ("m", False)


def test_own_client_is_closed_with_its_owner(client: Any) -> None:
    """Leaving the block gives the connections back."""
    with client as calling:
        calling.models.retrieve("m")
        own = calling._connection.client

    assert own.is_closed


def test_client_that_sent_nothing_can_be_closed() -> None:
    """Closing makes no connection just to close it."""
    FineTuningClient(api_key=KEY).close()

    async def closed() -> None:
        await AsyncFineTuningClient(api_key=KEY).close()

    asyncio.run(closed())


@pytest.mark.parametrize("strict", [True, False])
def test_strict_client_refuses_what_differs(strict: Any) -> None:
    """A lenient client keeps an odd member; a strict one raises for it, and says where."""
    odd = httpx.MockTransport(lambda _: httpx.Response(200, json={**MODEL, "created": "soon"}))
    client = FineTuningClient(api_key=KEY, transport=odd, strict=strict)

    if strict:
        with pytest.raises(ResponseDecodingError, match="/created: expected integer"):
            client.models.retrieve("m")
    else:
        assert client.models.retrieve("m").created == "soon"


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'"m"', b"null", b"{" * 3])
def test_answer_of_another_kind_is_an_error(content: bytes) -> None:
    """What is no JSON object is no model, in a lenient client too."""
    odd = httpx.MockTransport(lambda _: httpx.Response(200, content=content))
    client = FineTuningClient(api_key=KEY, transport=odd)

    with pytest.raises(ResponseDecodingError, match="the answer is no retrieveModel answer"):
        client.models.retrieve("m")


def test_redirect_is_not_followed() -> None:
    """A key is not carried to another place: a redirect is an error that shows its status."""
    moved = httpx.MockTransport(
        lambda _: httpx.Response(302, headers={"location": "https://elsewhere.test"})
    )
    client = FineTuningClient(api_key=KEY, transport=moved)

    with pytest.raises(Exception, match="302"):
        client.models.retrieve("m")
