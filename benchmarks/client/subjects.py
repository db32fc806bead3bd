"""The clients that are compared, each behind the same few calls."""

import json
import sys
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

import httpx
from attrs import frozen

from benchmarks.client import reading
from benchmarks.rows import OURS

FLOOR = "httpx + json"
STOCK = "openapi-python-client"
SDK = "openai"
BASE_URL = "http://bench.invalid/v1"
KEY = "sk-bench"
JOB = "ftjob-000000000000000000000000"
_HEADERS = {"content-type": "application/json", "x-request-id": "req_bench"}


class Shelf:
    """What the server in this process answers, whatever it is asked; the body can be changed."""

    def __init__(self) -> None:
        """Answer an empty object at first."""
        self.body = b"{}"

    def transport(self, library: ModuleType = httpx) -> Any:
        """Return a transport of httpx, or of a library that was made after it."""
        return library.MockTransport(partial(self._answer, library))

    def _answer(self, library: ModuleType, _: Any) -> Any:
        return library.Response(200, content=self.body, headers=_HEADERS)


@frozen
class Readers:
    """How to read what a client gives."""

    job_status: Callable[[Any], object] = reading.job_status
    job_fields: Callable[[Any], object] = reading.job_fields
    event_fields: Callable[[Any], object] = reading.event_fields


@frozen
class Subject:
    """One client: what it is called, and its calls."""

    name: str
    retrieve: Callable[[], object]
    jobs: Callable[[], Iterable[Any]]
    events: Callable[[], Iterable[Any]]
    aretrieve: Callable[[], Awaitable[object]]
    ajobs: Callable[[], Awaitable[list[Any]]]
    readers: Readers = Readers()


def bare(shelf: Shelf) -> Subject:
    """Return httpx and json, with nothing between: the floor."""
    headers = {"authorization": f"Bearer {KEY}"}
    client = httpx.Client(transport=shelf.transport(), headers=headers)
    aclient = httpx.AsyncClient(transport=shelf.transport(), headers=headers)
    jobs = f"{BASE_URL}/fine_tuning/jobs"

    async def aretrieve() -> object:
        return json.loads((await aclient.get(f"{jobs}/{JOB}")).content)

    async def ajobs() -> list[Any]:
        found: list[Any] = json.loads((await aclient.get(f"{jobs}?limit=100")).content)["data"]
        return found

    return Subject(
        FLOOR,
        lambda: json.loads(client.get(f"{jobs}/{JOB}").content),
        lambda: json.loads(client.get(f"{jobs}?limit=100").content)["data"],
        lambda: json.loads(client.get(f"{jobs}/{JOB}/events?limit=1000").content)["data"],
        aretrieve,
        ajobs,
        Readers(
            reading.job_status_of_dict, reading.job_fields_of_dict, reading.event_fields_of_dict
        ),
    )


def ours(shelf: Shelf) -> Subject:
    """Return the client of this project."""
    package = import_module("fine_tuning_client")
    client = package.FineTuningClient(
        api_key=KEY, base_url=BASE_URL, transport=shelf.transport()
    )
    aclient = package.AsyncFineTuningClient(
        api_key=KEY, base_url=BASE_URL, transport=shelf.transport()
    )
    return _with_resources(OURS, client, aclient)


def sdk(shelf: Shelf) -> Subject:
    """Return the provider's own client."""
    package = import_module("openai")
    # Newer releases carry a successor of httpx, older ones httpx itself.
    carrier = sys.modules.get("httpx2", httpx)
    settings = {"api_key": KEY, "base_url": BASE_URL}
    client = package.OpenAI(
        **settings, http_client=carrier.Client(transport=shelf.transport(carrier))
    )
    aclient = package.AsyncOpenAI(
        **settings, http_client=carrier.AsyncClient(transport=shelf.transport(carrier))
    )
    return _with_resources(SDK, client, aclient)


def _with_resources(name: str, client: Any, aclient: Any) -> Subject:
    """Return a client with the layout of resources that ours and the provider's share."""

    async def ajobs() -> list[Any]:
        listed: AsyncIterable[Any] = aclient.fine_tuning.jobs.list(limit=100)
        return [job async for job in listed]

    return Subject(
        name,
        lambda: client.fine_tuning.jobs.retrieve(JOB),
        lambda: client.fine_tuning.jobs.list(limit=100),
        lambda: client.fine_tuning.jobs.list_events(JOB, limit=1000),
        lambda: aclient.fine_tuning.jobs.retrieve(JOB),
        ajobs,
    )


def stock(shelf: Shelf) -> Subject:
    """Return what the bare generator makes of the same description."""
    package = import_module("stock_client")
    client = package.AuthenticatedClient(
        base_url=BASE_URL, token=KEY, httpx_args={"transport": shelf.transport()}
    )
    operations = "stock_client.api.fine_tuning"
    one = import_module(f"{operations}.retrieve_fine_tuning_job")
    jobs = import_module(f"{operations}.list_paginated_fine_tuning_jobs")
    events = import_module(f"{operations}.list_fine_tuning_events")

    async def ajobs() -> list[Any]:
        found: list[Any] = (await jobs.asyncio(client=client, limit=100)).data
        return found

    return Subject(
        STOCK,
        lambda: one.sync(JOB, client=client),
        lambda: jobs.sync(client=client, limit=100).data,
        lambda: events.sync(JOB, client=client, limit=1000).data,
        lambda: one.asyncio(JOB, client=client),
        ajobs,
        Readers(
            job_fields=reading.job_fields_of_stock, event_fields=reading.event_fields_of_stock
        ),
    )


ALL: dict[str, Callable[[Shelf], Subject]] = {FLOOR: bare, OURS: ours, STOCK: stock, SDK: sdk}
