"""The ASGI application: from a request to an answer."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import attrs

from fine_tuning_contract import places
from fine_tuning_contract.emulator import blueprint
from fine_tuning_contract.emulator.access import Caller, Keyring, demand_admin, identify
from fine_tuning_contract.emulator.blueprint import Operation
from fine_tuning_contract.emulator.control.edge import PREFIX, Controls
from fine_tuning_contract.emulator.control.faults import Dropped, Faults, Line
from fine_tuning_contract.emulator.control.manual import PATHS as MANUAL
from fine_tuning_contract.emulator.control.manual import manual
from fine_tuning_contract.emulator.errors import Refused, bad_request, server_fault, unknown_url
from fine_tuning_contract.emulator.exchange import (
    Answer,
    Gone,
    Inbox,
    Receive,
    Scope,
    Send,
    arriving,
    json_answer,
    refusal,
    whole_body,
)
from fine_tuning_contract.emulator.forms import LARGEST_FRAME, FormReader, read_form
from fine_tuning_contract.emulator.hosts import refuse_strangers
from fine_tuning_contract.emulator.operations import GRADING, OPERATIONS, SLOW, files
from fine_tuning_contract.emulator.page.site import part
from fine_tuning_contract.emulator.payloads import read_json, read_query
from fine_tuning_contract.emulator.protocol import ABORT
from fine_tuning_contract.emulator.routes import Routes
from fine_tuning_contract.emulator.settings import Settings
from fine_tuning_contract.emulator.shelf import Lasting, Ready, Shelf
from fine_tuning_contract.emulator.storage.pulses import Pulse
from fine_tuning_contract.emulator.validation import Validators
from fine_tuning_contract.emulator.world import Download, Request, World

BASE_PATH = "/v1"
Found = dict[str, Any] | Lasting | Download
_THREADS = 16
_LOG = logging.getLogger(__name__)
# Graders have threads of their own: however long they take, uploads and jobs are not held up.
_GRADERS = ThreadPoolExecutor(4, "grader")


@attrs.define
class Visit:
    """What is known so far of one request."""

    started: float
    headers: dict[bytes, bytes]
    caller: Caller | None = None
    operation: Operation | None = None
    pulse: Pulse | None = None


@attrs.frozen
class Application:
    """The emulator as an ASGI application."""

    world: World
    routes: Routes
    validators: Validators
    controls: Controls
    faults: Faults
    keys: Keyring
    shelf: Shelf = attrs.field(factory=Shelf)
    repeated: Shelf = attrs.field(factory=Shelf)

    @classmethod
    def open(cls, settings: Settings) -> "Application":
        """Return an application over the state that the settings name."""
        plan = blueprint.read(settings.description or places.normalized_description())
        world = World.open(settings)
        if settings.seed_data:
            _demonstrate(world)
        return cls(
            world=world,
            routes=Routes.of(plan.operations),
            validators=Validators(plan.components),
            controls=Controls(world),
            # The same seed lets the same requests go wrong.
            faults=Faults(world.script, Random(settings.seed)),  # noqa: S311 - it decides nothing secret
            keys=Keyring.of(settings.keys),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server's start and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._exchange(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        # A processor more or less says nothing of how far away a database is.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.world.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _exchange(self, scope: Scope, receive: Receive, send: Send) -> None:
        visit = Visit(time.perf_counter(), _headers(scope))
        line = Line(send, _hang_up(scope), head=scope["method"] == "HEAD")
        try:
            answer = await self._judged(scope, receive, visit)
            answer.headers += _stamps(visit)
            waiting = visit.pulse.faults if visit.pulse is not None else 0
            await self.faults.deliver(visit.operation, answer, line, waiting)
        except Dropped:
            line.hang_up()
            # The server learns of it in the next round, and then does not answer for us.
            await asyncio.sleep(0.01)
        except Gone:
            return

    async def _judged(self, scope: Scope, receive: Receive, visit: Visit) -> Answer:
        inbox = Inbox(receive)
        try:
            return self._ready(scope, visit) or await self._answered(scope, inbox, visit)
        except Refused as refused:
            return refusal(refused, inbox)
        except (Dropped, Gone):
            raise
        except Exception:  # noqa: BLE001 - the last line of defence
            # Whatever fails here must still reach the caller in the form it can read.
            _LOG.exception("The emulator failed on a request")
            return refusal(server_fault())

    def _ready(self, scope: Scope, visit: Visit) -> Answer | None:
        """
        Return what the same request was answered before, byte for byte, if that is still true.

        Whatever was right about its key, headers and path then is right now.
        """
        identity = _identity(scope)
        if self.world.database.is_remote or not self.repeated.has(identity):
            return None
        pulse = self.world.pulse()
        ready = self.repeated.find(identity, pulse.mark, pulse.now())
        if ready is None or pulse.faults:
            return None
        visit.caller = ready.caller
        return Answer(200, ready.content)

    async def _answered(self, scope: Scope, receive: Receive, visit: Visit) -> Answer:
        method, path = scope["method"], _path(scope)
        _refuse_headers(scope, self.world.settings)
        refuse_strangers(scope.get("server"), visit.headers, self.world.settings.hosts)
        if self.world.settings.control and path in MANUAL:
            return manual(method, path)
        if self.world.settings.control and path.startswith(f"{PREFIX}/"):
            return await self._controlled(method, path, receive, visit)
        if not path.startswith(f"{BASE_PATH}/"):
            return self._elsewhere(method, path)
        visit.caller = identify(self.keys, visit.headers)
        visit.operation, ids = self.routes.find(method, path.removeprefix(BASE_PATH))
        if visit.operation.admin:
            demand_admin(visit.caller)
        pulse = visit.pulse = await self._pulse()
        await self.faults.before(visit.operation, pulse.faults)
        if visit.operation.method == "GET":
            return await self._looked_up(scope, visit, ids)
        query = self._query(visit.operation, scope["query_string"])
        request = Request(visit.caller, ids, query, {}, pulse.now())
        if visit.operation.media_type == "multipart/form-data":
            return await self._upload(visit.operation, request, visit.headers, receive)
        body = await self._body(visit.operation, visit.headers, receive)
        return await self._answer(visit.operation, attrs.evolve(request, body=body))

    def _elsewhere(self, method: str, path: str) -> Answer:
        """Answer with a part of the page, which needs no key since it holds no data."""
        if not self.world.settings.page:
            raise unknown_url(method, path[:200])
        return part(method, path)

    async def _pulse(self) -> Pulse:
        if self.world.database.is_remote:
            return await asyncio.to_thread(self.world.pulse)
        return self.world.pulse()

    async def _looked_up(self, scope: Scope, visit: Visit, ids: dict[str, str]) -> Answer:
        """Answer a request that changes nothing, from the shelf if the answer is still true."""
        operation, caller, pulse = visit.operation, visit.caller, visit.pulse
        assert operation is not None
        assert caller is not None
        assert pulse is not None
        raw_query: bytes = scope["query_string"]
        key = (caller.organization, _path(scope), raw_query)
        now = pulse.now()
        ready = self.shelf.find(key, pulse.mark, now)
        if ready is None:
            request = Request(caller, ids, self._query(operation, raw_query), {}, now)
            found = await self._found(operation, request)
            answer = _answer(found)
            if not isinstance(found, Lasting):
                return answer
            ready = Ready(answer.content, caller, pulse.mark, found.since, found.until)
            self.shelf.keep(key, ready)
        # The same answer may have been given to another project's key.
        self.repeated.keep(_identity(scope), attrs.evolve(ready, caller=caller))
        return Answer(200, ready.content)

    async def _controlled(self, method: str, path: str, receive: Receive, visit: Visit) -> Answer:
        demand_admin(identify(self.keys, visit.headers))
        body = await whole_body(receive, self.world.settings.limits.body_bytes)
        return await asyncio.to_thread(self.controls.answer, method, path, body)

    def _query(self, operation: Operation, raw: bytes) -> dict[str, Any]:
        if not raw:
            return {}
        query = read_query(raw, dict(operation.query))
        for name, value in query.items():
            key = f"{operation.id}?{name}"
            self.validators.check(key, operation.query[name], value, name)
        return query

    async def _body(
        self, operation: Operation, headers: dict[bytes, bytes], receive: Receive
    ) -> dict[str, Any]:
        limits = self.world.settings.limits
        raw = await whole_body(receive, limits.body_bytes)
        if operation.body is None:
            return {}
        _refuse_other_media(headers)
        body = read_json(raw, limits.json_depth)
        self.validators.check(operation.id, operation.body, body)
        return body

    async def _upload(
        self,
        operation: Operation,
        request: Request,
        headers: dict[bytes, bytes],
        receive: Receive,
    ) -> Answer:
        uploads = self.world.uploads
        content_type = headers.get(b"content-type", b"")
        room = await asyncio.to_thread(files.room, self.world, request.now)
        room.admit(_least_size(headers))
        with uploads.begin() as upload:
            reader = FormReader(upload, room, is_slow=uploads.is_remote)
            fields = await read_form(content_type, arriving(receive), reader)
            self.validators.check(operation.id, operation.body or {}, fields)
            body = {**fields, "filename": fields["file"], "file": upload}
            return await self._answer(operation, attrs.evolve(request, body=body))

    async def _answer(self, operation: Operation, request: Request) -> Answer:
        return _answer(await self._found(operation, request))

    async def _found(self, operation: Operation, request: Request) -> Found:
        perform = OPERATIONS[operation.id]
        if operation.id in GRADING:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(_GRADERS, perform, self.world, request)
        if operation.id in SLOW or self.world.database.is_remote:
            return await asyncio.to_thread(perform, self.world, request)
        return perform(self.world, request)


def _demonstrate(world: World) -> None:
    # Few want it, so the others need not wait for its import.
    from fine_tuning_contract.emulator.demonstration.staging import stage  # noqa: PLC0415 - see above

    stage(world)


def _path(scope: Scope) -> str:
    # The raw path still tells a slash from an escaped one.
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1").partition("?")[0]


def _identity(scope: Scope) -> Hashable:
    path, query = scope.get("raw_path"), scope["query_string"]
    return scope["method"], path, query, scope.get("server"), tuple(scope["headers"])


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return dict(scope["headers"])


def _refuse_headers(scope: Scope, settings: Settings) -> None:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > settings.limits.header_count or size > settings.limits.header_bytes:
        raise bad_request("The request has too many or too long headers.", None, "bad_headers")


def _least_size(headers: dict[bytes, bytes]) -> int:
    """Return how large the file in a form is at the least, as far as its headers tell."""
    announced = headers.get(b"content-length", b"")
    return int(announced) - LARGEST_FRAME if announced.isdigit() else 0


def _refuse_other_media(headers: dict[bytes, bytes]) -> None:
    media_type = headers.get(b"content-type", b"application/json").partition(b";")[0]
    if media_type.strip().lower() != b"application/json":
        message = "The body of this request must be JSON: send Content-Type: application/json."
        raise bad_request(message, None, "unsupported_content_type")


def _hang_up(scope: Scope) -> Callable[[], None]:
    extension: dict[str, Callable[[], None]] = scope.get("extensions", {}).get(ABORT, {})
    return extension.get("hang_up", lambda: None)


def _stamps(visit: Visit) -> list[tuple[bytes, bytes]]:
    milliseconds = max(1, round((time.perf_counter() - visit.started) * 1000))
    stamps = [
        (b"x-request-id", b"req_" + secrets.token_hex(16).encode()),
        (b"openai-version", b"2020-10-01"),
        (b"openai-processing-ms", b"%d" % milliseconds),
        (b"x-content-type-options", b"nosniff"),
    ]
    caller = visit.caller
    if caller is not None:
        stamps.append((b"openai-organization", caller.organization.encode("latin-1", "replace")))
        stamps.append((b"openai-project", caller.project.encode("latin-1", "replace")))
    return stamps


def _answer(found: Found) -> Answer:
    if isinstance(found, Download):
        return _download(found)
    return json_answer(200, found.view if isinstance(found, Lasting) else found)


def _download(found: Download) -> Answer:
    name = found.file.filename.encode("ascii", "replace").decode()
    safe = "".join(
        letter if letter.isprintable() and letter not in '"\\' else "_" for letter in name
    )
    headers = [
        (b"content-type", b"application/octet-stream"),
        (b"content-disposition", f'attachment; filename="{safe}"'.encode()),
    ]
    return Answer(200, found.content, headers, found.stored)
