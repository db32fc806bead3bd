"""Faults that show only when requests meet, or come in a form that few clients use."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import asyncio
import time
from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import application, jobs, permissions
from contract_tests.mutants.operations import CANCEL, CREATE, PERMIT, RETRIEVE, UPLOAD


class _Race:
    """Tells whether something was done a moment ago."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = 0.0

    def is_close(self) -> bool:
        """Tell whether the last call is less than a moment ago."""
        now = time.monotonic()
        before, self._last = self._last, now
        return now - before < self._seconds


@faulty_server
def creations_at_once_share_an_id(faulty: FaultyServer) -> None:
    """Two jobs that are created within ten milliseconds are answered with one id."""
    race = _Race(0.01)
    last: list[Json] = []

    def collide(job: Json) -> None:
        if race.is_close() and last:
            job["id"] = last[0]["id"]
        last[:] = [dict(job)]

    faulty.answers(CREATE, collide)


@faulty_server
def creations_at_once_lose_one(faulty: FaultyServer) -> None:
    """Of two jobs that are created at once, one is not kept."""
    running: list[int] = []

    def wrap(create: Any) -> Any:
        def lossy(world: Any, request: Any) -> Any:
            running.append(1)
            try:
                time.sleep(0.003)
                if len(running) > 1:
                    return _unkept(create, world, request)
                return create(world, request)
            finally:
                running.pop()

        return lossy

    faulty.operation(CREATE, wrap)


@faulty_server
def creations_at_once_fail(faulty: FaultyServer) -> None:
    """Of two jobs that are created at once, one is answered with 500, as with a locked database."""
    running: list[int] = []

    def wrap(create: Any) -> Any:
        def locked(world: Any, request: Any) -> Any:
            running.append(1)
            try:
                time.sleep(0.003)
                if len(running) > 1:
                    raise RuntimeError("database is locked")
                return create(world, request)
            finally:
                running.pop()

        return locked

    faulty.operation(CREATE, wrap)


@faulty_server
def cancellations_at_once_fail(faulty: FaultyServer) -> None:
    """A cancellation that follows another one of the same job at once is answered with 500."""
    last: dict[str, float] = {}

    def break_down(exchange: Exchange) -> None:
        before = last.get(exchange.path, 0.0)
        last[exchange.path] = time.monotonic()
        if time.monotonic() - before < 0.05 and not exchange.succeeded:
            exchange.fail()

    faulty.after(CANCEL, break_down)


@faulty_server
def uploads_at_once_are_mixed_up(faulty: FaultyServer) -> None:
    """Two files that are uploaded at once get the content of one of them."""
    race = _Race(0.05)
    last: list[str] = []

    def wrap(create: Any) -> Any:
        def mixed(world: Any, request: Any) -> Json:
            shown: Json = create(world, request)
            if race.is_close() and last:
                source = world.uploads.path(last[-1])
                if source.exists():
                    world.uploads.path(shown["id"]).write_bytes(source.read_bytes())
            last.append(shown["id"])
            return shown

        return mixed

    faulty.operation(UPLOAD, wrap)


@faulty_server
def permissions_at_once_are_doubled(faulty: FaultyServer) -> None:
    """Permissions for one project that are asked for twice at once fail with 500."""
    race = _Race(0.05)

    def wrap(create: Any) -> Any:
        def clash(world: Any, request: Any) -> Any:
            if race.is_close():
                raise RuntimeError("UNIQUE constraint failed")
            return create(world, request)

        return clash

    faulty.operation(PERMIT, wrap)


@faulty_server
def answers_at_once_are_mixed_up(faulty: FaultyServer) -> None:
    """Of two jobs that are retrieved at once, the second is answered with the first."""
    running: list[Any] = []

    def wrap(found: Any) -> Any:
        async def mixed(self: Any, operation: Any, request: Any) -> Any:
            if operation.id != RETRIEVE:
                return await found(self, operation, request)
            running.append(request)
            await asyncio.sleep(0.002)
            answer = await found(self, operation, running[0])
            running.remove(request)
            return answer

        return mixed

    faulty.around(application.Application, "_found", wrap)


@faulty_server
def a_busy_server_refuses(faulty: FaultyServer) -> None:
    """A request that comes while another is worked on is answered with 503."""
    running: list[int] = []

    def wrap(found: Any) -> Any:
        async def busy(self: Any, operation: Any, request: Any) -> Any:
            if running:
                raise application.Refused(503, "busy", None, "busy", "server_error")
            running.append(1)
            try:
                await asyncio.sleep(0.001)
                return await found(self, operation, request)
            finally:
                running.pop()

        return busy

    faulty.around(application.Application, "_found", wrap)


@faulty_server
def a_slow_body_is_given_up(faulty: FaultyServer) -> None:
    """A body that does not come in one piece is taken for empty."""
    faulty.replace(application, "whole_body", _first_part)


@faulty_server
def a_new_job_cannot_be_found_at_once(faulty: FaultyServer) -> None:
    """A job cannot be retrieved for the first 300 milliseconds."""
    born: dict[str, float] = {}
    faulty.answers(CREATE, lambda job: born.__setitem__(job["id"], time.monotonic()))

    def hide(exchange: Exchange) -> None:
        job_id = exchange.path.rpartition("/")[2]
        if time.monotonic() - born.get(job_id, 0.0) < 0.3 and exchange.succeeded:
            exchange.refuse(
                404, f"Could not find fine tune: {job_id}", "fine_tune_id", "fine_tune_not_found"
            )

    faulty.after(RETRIEVE, hide)


@faulty_server
def a_new_file_cannot_be_found_at_once(faulty: FaultyServer) -> None:
    """A job cannot use a file that was uploaded less than 300 milliseconds ago."""
    born: dict[str, float] = {}
    faulty.answers(UPLOAD, lambda file: born.__setitem__(file["id"], time.monotonic()))

    def hide(exchange: Exchange) -> None:
        name = str((exchange.sent() or {}).get("training_file"))
        if time.monotonic() - born.get(name, 0.0) < 0.3:
            exchange.refuse(400, f"invalid training_file: {name}", "training_file")

    faulty.before(CREATE, hide)


@faulty_server
def a_second_project_takes_the_place_of_the_first(faulty: FaultyServer) -> None:
    """A permission for a project removes those of other projects."""

    def wrap(create: Any) -> Any:
        def alone(world: Any, request: Any) -> Any:
            checkpoint = request.ids["fine_tuned_model_checkpoint"]
            with world.database.writing() as session:
                granted = permissions.stored.granted(session, request.organization, checkpoint)
                for one in granted.values():
                    permissions.stored.remove(session, request.organization, checkpoint, one.id)
            return create(world, request)

        return alone

    faulty.operation(PERMIT, wrap)


async def _first_part(receive: Any, _limit: int) -> Any:
    message = await receive()
    return message.get("body", b"")


def _unkept(create: Any, world: Any, request: Any) -> Json:
    shown: Json = create(world, request)
    with world.database.writing() as session:
        session.change(
            jobs.stored_jobs.JOBS.delete().where(jobs.stored_jobs.JOBS.c.id == shown["id"])
        )
    return shown
