"""The clients that are compared, each behind the same few calls."""

import json
import sys
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any, Protocol

import httpx
from attrs import frozen

from benchmarks.client import reading
from benchmarks.rows import OURS

FLOOR = "httpx + json"
STOCK = "openapi-python-client"
SDK = "openai"
KEY = "sk-bench"
JOB = "ftjob-000000000000000000000000"
_HEADERS = {"content-type": "application/json", "x-request-id": "req_bench"}


class Server(Protocol):
    """Where a client is to send its requests."""

    @property
    def base_url(self) -> str:
        """Where the API begins."""
        ...

    def transport(self, library: ModuleType = httpx) -> Any:
        """Return the transport for a client of a library; None for its own, over sockets."""


class Shelf:
    """What the server in this process answers, whatever it is asked; the body can be changed."""

    def __init__(self) -> None:
        """Answer an empty object at first."""
        self.base_url = "http://bench.invalid/v1"
        self.body = b"{}"

    def transport(self, library: ModuleType = httpx) -> Any:
        """Return a transport of httpx, or of a library that was made after it."""
        return library.MockTransport(partial(self._answer, library))

    def _answer(self, library: ModuleType, _: Any) -> Any:
        return library.Response(200, content=self.body, headers=_HEADERS)


@frozen
class Loopback:
    """A server behind a socket."""

    base_url: str

    def transport(self, library: ModuleType = httpx) -> None:
        """Leave the transport to the client."""


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
    aclose: Callable[[], Awaitable[None]]
    readers: Readers = Readers()


def bare(server: Server) -> Subject:
    """Return httpx and json, with nothing between: the floor."""
    headers = {"authorization": f"Bearer {KEY}"}
    client = httpx.Client(transport=server.transport(), headers=headers)
    aclient = httpx.AsyncClient(transport=server.transport(), headers=headers)
    jobs = f"{server.base_url}/fine_tuning/jobs"

    async def aretrieve() -> object:
        return json.loads((await aclient.get(f"{jobs}/{JOB}")).content)

    return Subject(
        FLOOR,
        lambda: json.loads(client.get(f"{jobs}/{JOB}").content),
        lambda: json.loads(client.get(f"{jobs}?limit=100").content)["data"],
        lambda: json.loads(client.get(f"{jobs}/{JOB}/events?limit=1000").content)["data"],
        aretrieve,
        aclient.aclose,
        Readers(
            reading.job_status_of_dict, reading.job_fields_of_dict, reading.event_fields_of_dict
        ),
    )


def ours(server: Server) -> Subject:
    """Return the client of this project."""
    package = import_module("fine_tuning_client")
    client = package.FineTuningClient(
        api_key=KEY, base_url=server.base_url, transport=server.transport()
    )
    aclient = package.AsyncFineTuningClient(
        api_key=KEY, base_url=server.base_url, transport=server.transport()
    )
    return _with_resources(OURS, client, aclient)


def sdk(server: Server) -> Subject:
    """Return the provider's own client."""
    package = import_module("openai")
    # Newer releases carry a successor of httpx, older ones httpx itself.
    carrier = sys.modules.get("httpx2", httpx)
    transport = server.transport(carrier)

    def settings(kind: Any) -> dict[str, Any]:
        client = kind(transport=transport) if transport else None
        return {"api_key": KEY, "base_url": server.base_url, "http_client": client}

    client = package.OpenAI(**settings(carrier.Client))
    aclient = package.AsyncOpenAI(**settings(carrier.AsyncClient))
    return _with_resources(SDK, client, aclient)


def _with_resources(name: str, client: Any, aclient: Any) -> Subject:
    """Return a client with the layout of resources that ours and the provider's share."""
    return Subject(
        name,
        lambda: client.fine_tuning.jobs.retrieve(JOB),
        lambda: client.fine_tuning.jobs.list(limit=100),
        lambda: client.fine_tuning.jobs.list_events(JOB, limit=1000),
        lambda: aclient.fine_tuning.jobs.retrieve(JOB),
        aclient.close,
    )


def stock(server: Server) -> Subject:
    """Return what the bare generator makes of the same description."""
    package = import_module("stock_client")
    client = package.AuthenticatedClient(
        base_url=server.base_url, token=KEY, httpx_args={"transport": server.transport()}
    )
    operations = "stock_client.api.fine_tuning"
    one = import_module(f"{operations}.retrieve_fine_tuning_job")
    jobs = import_module(f"{operations}.list_paginated_fine_tuning_jobs")
    events = import_module(f"{operations}.list_fine_tuning_events")
    return Subject(
        STOCK,
        lambda: one.sync(JOB, client=client),
        lambda: jobs.sync(client=client, limit=100).data,
        lambda: events.sync(JOB, client=client, limit=1000).data,
        lambda: one.asyncio(JOB, client=client),
        lambda: client.get_async_httpx_client().aclose(),
        Readers(job_fields=reading.job_fields_of_stock, event_fields=reading.event_fields_of_stock),
    )


ALL: dict[str, Callable[[Server], Subject]] = {FLOOR: bare, OURS: ours, STOCK: stock, SDK: sdk}
