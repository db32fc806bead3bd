"""The ASGI application: from a request to an answer."""

import asyncio
import logging
import secrets
import time
from typing import Any

import attrs

from fine_tuning_contract import places
from fine_tuning_contract.emulator import blueprint
from fine_tuning_contract.emulator.access import Caller, demand_admin, identify
from fine_tuning_contract.emulator.blueprint import Operation
from fine_tuning_contract.emulator.control.edge import Controls
from fine_tuning_contract.emulator.control.faults import Faults
from fine_tuning_contract.emulator.errors import Refused, bad_request, server_fault, unknown_url
from fine_tuning_contract.emulator.exchange import (
    Answer,
    Gone,
    Receive,
    Scope,
    Send,
    arriving,
    json_answer,
    refusal,
    whole_body,
)
from fine_tuning_contract.emulator.forms import FormReader, read_form
from fine_tuning_contract.emulator.operations import OPERATIONS, SLOW
from fine_tuning_contract.emulator.payloads import read_json, read_query
from fine_tuning_contract.emulator.routes import Routes
from fine_tuning_contract.emulator.settings import Settings
from fine_tuning_contract.emulator.validation import Validators
from fine_tuning_contract.emulator.world import Download, Request, World

BASE_PATH = "/v1"
_LOG = logging.getLogger(__name__)


@attrs.frozen
class Application:
    """The emulator as an ASGI application."""

    world: World
    routes: Routes
    validators: Validators
    controls: Controls
    faults: Faults

    @classmethod
    def open(cls, settings: Settings) -> "Application":
        """Return an application over the state that the settings name."""
        plan = blueprint.read(settings.description or places.normalized_description())
        world = World.open(settings)
        return cls(
            world=world,
            routes=Routes.of(plan.operations),
            validators=Validators(plan.components),
            controls=Controls(world),
            faults=Faults(world.script),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server's start and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._exchange(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.world.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _exchange(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        headers = _headers(scope)
        caller: Caller | None = None
        operation: Operation | None = None
        try:
            path = _path(scope)
            if self.world.settings.control and path.startswith("/_emulator/"):
                answer = await self._control(scope, path, receive)
            else:
                _refuse_headers(scope, self.world.settings)
                if not path.startswith(f"{BASE_PATH}/"):
                    raise unknown_url(scope["method"], path[:200])
                caller = identify(self.world.settings.keys, headers)
                route = self.routes.find(scope["method"], path.removeprefix(BASE_PATH))
                operation = route[0]
                answer = await self._perform(scope, receive, caller, route, headers)
        except Refused as refused:
            answer = refusal(refused)
        except Gone:
            return
        except Exception:
            # Whatever fails here must still reach the caller in the form it can read.
            _LOG.exception("The emulator failed on a request")
            answer = refusal(server_fault())
        answer.headers += _stamps(caller, started)
        await self.faults.deliver(operation, answer, send, head=scope["method"] == "HEAD")

    async def _control(self, scope: Scope, path: str, receive: Receive) -> Answer:
        body = await whole_body(receive, self.world.settings.limits.body_bytes)
        return await self.controls.answer(scope["method"], path, body)

    async def _perform(
        self,
        scope: Scope,
        receive: Receive,
        caller: Caller,
        route: tuple[Operation, dict[str, str]],
        headers: dict[bytes, bytes],
    ) -> Answer:
        operation, ids = route
        if operation.admin:
            demand_admin(caller)
        await self.faults.before(operation)
        query = self._query(operation, scope["query_string"])
        if operation.media_type == "multipart/form-data":
            return await self._upload(operation, Request(caller, ids, query, {}), headers, receive)
        body = await self._body(operation, headers, receive)
        return await self._answer(operation, Request(caller, ids, query, body))

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
        limit = self.world.settings.limits.upload_bytes
        with self.world.uploads.begin() as upload:
            reader = FormReader(upload, limit)
            content_type = headers.get(b"content-type", b"")
            fields = await read_form(content_type, arriving(receive), reader)
            self.validators.check(operation.id, operation.body or {}, fields)
            body = {**fields, "filename": fields["file"], "file": upload}
            return await self._answer(operation, attrs.evolve(request, body=body))

    async def _answer(self, operation: Operation, request: Request) -> Answer:
        perform = OPERATIONS[operation.id]
        if operation.id in SLOW:
            found = await asyncio.to_thread(perform, self.world, request)
        else:
            found = perform(self.world, request)
        return _download(found) if isinstance(found, Download) else json_answer(200, found)


def _path(scope: Scope) -> str:
    # The raw path still tells a slash from an escaped one.
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1").partition("?")[0]


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return dict(scope["headers"])


def _refuse_headers(scope: Scope, settings: Settings) -> None:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > settings.limits.header_count or size > settings.limits.header_bytes:
        raise bad_request("The request has too many or too long headers.", None, "bad_headers")


def _refuse_other_media(headers: dict[bytes, bytes]) -> None:
    media_type = headers.get(b"content-type", b"application/json").partition(b";")[0]
    if media_type.strip().lower() != b"application/json":
        message = "The body of this request must be JSON: send Content-Type: application/json."
        raise bad_request(message, None, "unsupported_content_type")


def _stamps(caller: Caller | None, started: float) -> list[tuple[bytes, bytes]]:
    milliseconds = max(1, round((time.perf_counter() - started) * 1000))
    stamps = [
        (b"x-request-id", b"req_" + secrets.token_hex(16).encode()),
        (b"openai-version", b"2020-10-01"),
        (b"openai-processing-ms", b"%d" % milliseconds),
        (b"x-content-type-options", b"nosniff"),
    ]
    if caller is not None:
        stamps.append((b"openai-organization", caller.organization.encode("latin-1", "replace")))
        stamps.append((b"openai-project", caller.project.encode("latin-1", "replace")))
    return stamps


def _download(found: Download) -> Answer:
    name = found.file.filename.encode("ascii", "replace").decode()
    safe = "".join(letter if letter.isprintable() and letter not in '"\\' else "_" for letter in name)
    headers = [
        (b"content-type", b"application/octet-stream"),
        (b"content-disposition", f'attachment; filename="{safe}"'.encode()),
    ]
    return Answer(200, found.content, headers, found.path)


