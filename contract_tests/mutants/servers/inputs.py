"""Faults in what a server makes of a body that cannot be read or does not fit."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import json
import re
from collections.abc import Callable
from typing import Any, cast

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import application, jobs, payloads
from contract_tests.mutants.operations import (
    ACTIONS,
    CREATE,
    PERMIT,
    RUN,
    VALIDATE,
)

_BODIES = (CREATE, PERMIT, RUN, VALIDATE)


def _breaks(
    faulty: FaultyServer, fits: Callable[[Exchange], Any], operations: Any = _BODIES
) -> None:
    """Let the server fail with 500 over requests of a kind that it should refuse."""

    def break_down(exchange: Exchange) -> None:
        if exchange.status == 400 and fits(exchange):
            exchange.fail()

    faulty.after(operations, break_down)


def _code(exchange: Exchange) -> str:
    view = exchange.view() or {}
    return str((view.get("error") or {}).get("code"))


def _read(exchange: Exchange) -> Any:
    try:
        return json.loads(exchange.body)
    except (ValueError, RecursionError):
        return ...


@faulty_server
def a_missing_field_is_a_server_error(faulty: FaultyServer) -> None:
    """A body without a required field is answered with 500."""
    _breaks(faulty, lambda exchange: _code(exchange) == "missing_required_parameter")


@faulty_server
def a_wrong_type_is_a_server_error(faulty: FaultyServer) -> None:
    """A body with a member of the wrong type is answered with 500."""
    _breaks(faulty, lambda exchange: _code(exchange) == "invalid_type")


@faulty_server
def a_wrong_type_deep_inside_is_a_server_error(faulty: FaultyServer) -> None:
    """A wrong type inside `method` is answered with 500."""

    def deep(exchange: Exchange) -> bool:
        view = exchange.view() or {}
        return _code(exchange) == "invalid_type" and "method." in str(view["error"]["param"])

    _breaks(faulty, deep, CREATE)


@faulty_server
def an_unreadable_body_is_a_server_error(faulty: FaultyServer) -> None:
    """A body that is no JSON is answered with 500."""
    _breaks(faulty, lambda exchange: _read(exchange) is ...)


@faulty_server
def an_empty_body_is_a_server_error(faulty: FaultyServer) -> None:
    """A creation without a body is answered with 500."""
    _breaks(faulty, lambda exchange: not exchange.body)


@faulty_server
def an_array_is_a_server_error(faulty: FaultyServer) -> None:
    """A body that is an array is answered with 500."""
    _breaks(faulty, lambda exchange: isinstance(_read(exchange), list))


@faulty_server
def null_is_a_server_error(faulty: FaultyServer) -> None:
    """A body that is null is answered with 500."""
    _breaks(faulty, lambda exchange: _read(exchange) is None)


@faulty_server
def deep_nesting_is_a_server_error(faulty: FaultyServer) -> None:
    """A body that nests a thousand levels deep is answered with 500."""
    _breaks(faulty, lambda exchange: exchange.body.count(b"[") + exchange.body.count(b"{") > 500)


@faulty_server
def a_huge_number_is_a_server_error(faulty: FaultyServer) -> None:
    """A number beyond 64 bits is answered with 500."""
    _breaks(faulty, lambda exchange: re.search(rb"[0-9]{19}", exchange.body))


@faulty_server
def a_lone_surrogate_is_a_server_error(faulty: FaultyServer) -> None:
    """A text with half of a surrogate pair is answered with 500."""
    _breaks(faulty, lambda exchange: re.search(rb"\\u[dD][89a-fA-F]", exchange.body))


@faulty_server
def a_nul_is_a_server_error(faulty: FaultyServer) -> None:
    """A text with a NUL is answered with 500, as with databases that cannot keep one."""

    def break_down(exchange: Exchange) -> None:
        if rb"\u0000" in exchange.body:
            exchange.fail()

    faulty.before(CREATE, break_down)


@faulty_server
def bytes_that_are_no_text_are_a_server_error(faulty: FaultyServer) -> None:
    """A body that is not UTF-8 is answered with 500."""

    def strange(exchange: Exchange) -> bool:
        return exchange.body.decode("utf-8", "ignore").encode() != exchange.body

    _breaks(faulty, strange)


@faulty_server
def a_query_that_is_no_text_is_a_server_error(faulty: FaultyServer) -> None:
    """A query that is not UTF-8 is answered with 500."""
    _breaks(faulty, lambda exchange: _code(exchange) == "invalid_query", ())


@faulty_server
def numbers_that_are_none_are_taken(faulty: FaultyServer) -> None:
    """NaN and Infinity in a body are taken for numbers."""

    def read(body: bytes, depth: int) -> Any:
        del depth
        return cast("Json", json.loads(body, parse_constant=lambda _: 1.0))

    _reader(faulty, read)


@faulty_server
def duplicate_keys_are_taken(faulty: FaultyServer) -> None:
    """Of two members with one name, the last one counts."""

    def read(body: bytes, depth: int) -> Any:
        del depth
        return cast("Json", json.loads(body))

    _reader(faulty, read)


@faulty_server
def an_empty_body_is_an_empty_object(faulty: FaultyServer) -> None:
    """A body that cannot be read is taken for an empty object."""

    def read(body: bytes, depth: int) -> Any:
        try:
            return payloads.read_json(body, depth)
        except Exception:  # noqa: BLE001 - the fault
            return {"model": "gpt-4o-mini"}

    _reader(faulty, read)


@faulty_server
def any_media_type_will_do(faulty: FaultyServer) -> None:
    """A body that calls itself XML is read as JSON."""
    faulty.before(_BODIES, lambda exchange: exchange.carry("content-type", "application/json"))


@faulty_server
def another_media_type_is_a_server_error(faulty: FaultyServer) -> None:
    """A body that calls itself XML is answered with 500."""
    _breaks(faulty, lambda exchange: _code(exchange) == "unsupported_content_type")


@faulty_server
def a_charset_is_refused(faulty: FaultyServer) -> None:
    """`Content-Type: application/json; charset=utf-8` is refused."""

    def refuse(exchange: Exchange) -> None:
        if ";" in exchange.header("content-type"):
            exchange.refuse(400, "unsupported content type")

    faulty.before(CREATE, refuse)


@faulty_server
def an_action_needs_a_body(faulty: FaultyServer) -> None:
    """A cancellation, pause or resumption without a body is refused."""

    def refuse(exchange: Exchange) -> None:
        if not exchange.body:
            exchange.refuse(400, "the body is missing")

    faulty.before(ACTIONS, refuse)


@faulty_server
def an_action_takes_no_body(faulty: FaultyServer) -> None:
    """A cancellation, pause or resumption with an empty object for a body is refused."""

    def refuse(exchange: Exchange) -> None:
        if exchange.body:
            exchange.refuse(400, "this request takes no body")

    faulty.before(ACTIONS, refuse)


@faulty_server
def a_large_body_is_a_server_error(faulty: FaultyServer) -> None:
    """A body of more than a megabyte is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if len(exchange.body) > 1_000_000:
            exchange.fail()

    faulty.before(_BODIES, break_down)


@faulty_server
def a_slash_in_an_id_is_a_server_error(faulty: FaultyServer) -> None:
    """An id with an escaped slash is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if "%2f" in exchange.path.lower():
            exchange.fail()

    faulty.after((), break_down)


@faulty_server
def a_strange_id_is_a_server_error(faulty: FaultyServer) -> None:
    """An id with an escaped byte that is no letter is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if re.search(r"%(00|0a|ff|27|22)", exchange.path.lower()):
            exchange.fail()

    faulty.after((), break_down)


@faulty_server
def a_long_id_is_a_server_error(faulty: FaultyServer) -> None:
    """An id of more than a thousand characters is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if len(exchange.path) > 1000:
            exchange.fail()

    faulty.after((), break_down)


@faulty_server
def dots_in_a_path_are_followed(faulty: FaultyServer) -> None:
    """An id of two dots leads to the operation one level up."""

    def follow(exchange: Exchange) -> None:
        if exchange.path.lower().endswith(("/%2e%2e", "/..")):
            exchange.path = exchange.path.rpartition("/")[0]

    faulty.before((), follow)


@faulty_server
def an_unknown_model_can_be_trained(faulty: FaultyServer) -> None:
    """A job on a model that nobody knows is created."""
    faulty.replace(jobs, "_base_model", lambda _session, request, _now: request.body["model"])


@faulty_server
def an_unknown_model_is_replaced(faulty: FaultyServer) -> None:
    """A job on a model that nobody knows is created on another one."""

    def replace(exchange: Exchange) -> None:
        body = exchange.sent()
        if body and isinstance(body.get("model"), str) and "gpt" not in body["model"]:
            exchange.send({**body, "model": "gpt-4o-mini"})

    faulty.before(CREATE, replace)


@faulty_server
def an_unknown_model_is_a_server_error(faulty: FaultyServer) -> None:
    """A job on a model that nobody knows is answered with 500."""
    _breaks(faulty, lambda exchange: _code(exchange) == "model_not_available")


@faulty_server
def an_unknown_file_is_a_server_error_in_a_creation(faulty: FaultyServer) -> None:
    """A job on a file that nobody knows is answered with 500."""

    def names_file(exchange: Exchange) -> bool:
        view = exchange.view() or {}
        return str(view["error"]["message"]).startswith("invalid training_file")

    _breaks(faulty, names_file, CREATE)


def _reader(faulty: FaultyServer, read: Callable[[bytes, int], Json]) -> None:
    original = payloads.read_json

    def lax(body: bytes, depth: int) -> Json:
        try:
            found: Any = read(body, depth)
        except (ValueError, RecursionError):
            found = None
        return found if isinstance(found, dict) else original(body, depth)

    faulty.replace(application, "read_json", lax)
