"""Faults in who may do what."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

import attrs

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer
from contract_tests.mutants.inside import access, application
from contract_tests.mutants.operations import (
    CANCEL,
    CREATE,
    DELETE_FILE,
    DOWNLOAD,
    LIST,
    LIST_MODELS,
    LIST_PERMISSIONS,
    PERMIT,
    RETRIEVE,
    RUN,
    VALIDATE,
    WITHDRAW,
)
from fine_tuning_contract.emulator.access import Keyring

_MATCHING = Keyring.matching


def _inside(keys: Keyring) -> Any:
    return attrs.astuple(keys, recurse=False)[0]


def _opens(faulty: FaultyServer, fits: Any) -> None:
    """Let a wrong token open the server if it fits a right one in some way."""

    def matching(keys: Keyring, token: bytes) -> Any:
        for key in _inside(keys).values():
            if fits(token, key.secret.encode()):
                return key
        return _MATCHING(keys, token)

    faulty.replace(Keyring, "matching", matching)


def _without_key(faulty: FaultyServer, *operations: str) -> None:
    keys: list[str] = []

    def remember(exchange: Exchange) -> None:
        if exchange.succeeded:
            keys.append(exchange.header("authorization"))

    def lend(exchange: Exchange) -> None:
        if keys:
            exchange.carry("authorization", keys[0])

    faulty.after(operations, remember)
    faulty.before(operations, lend)


@faulty_server
def no_key_is_needed(faulty: FaultyServer) -> None:
    """A request without a key is answered like one with the right key."""

    def wrap(token: Any) -> Any:
        def lent(headers: Any) -> bytes:
            return token(headers) if b"authorization" in headers else _first()

        return lent

    def _first() -> bytes:
        return b"\0"

    faulty.around(access, "_token", wrap)
    _opens(faulty, lambda token, _secret: token == b"\0")


@faulty_server
def any_key_will_do(faulty: FaultyServer) -> None:
    """A wrong key is answered like the right one."""
    _opens(faulty, lambda token, secret: token != secret)


@faulty_server
def the_start_of_a_key_will_do(faulty: FaultyServer) -> None:
    """A key that was cut short is taken."""
    _opens(faulty, lambda token, secret: len(token) > 3 and secret.startswith(token))


@faulty_server
def a_longer_key_will_do(faulty: FaultyServer) -> None:
    """A key with something added at its end is taken."""
    _opens(faulty, lambda token, secret: token.startswith(secret))


@faulty_server
def keys_are_not_case_sensitive(faulty: FaultyServer) -> None:
    """A key in capitals is taken."""
    _opens(faulty, lambda token, secret: token.lower() == secret.lower())


@faulty_server
def any_scheme_will_do(faulty: FaultyServer) -> None:
    """The right key is taken in the scheme Basic or Token."""
    faulty.replace(
        access, "_token", lambda headers: headers.get(b"authorization", b"").rpartition(b" ")[2]
    )


@faulty_server
def no_scheme_will_do(faulty: FaultyServer) -> None:
    """The right key is taken without a scheme."""

    def wrap(token: Any) -> Any:
        def bare(headers: Any) -> bytes:
            given: bytes = headers.get(b"authorization", b"").strip()
            return token(headers) if b" " in given or not given else given

        return bare

    faulty.around(access, "_token", wrap)


@faulty_server
def the_scheme_must_be_capitalized(faulty: FaultyServer) -> None:
    """`authorization: bearer …` is refused."""

    def refuse(exchange: Exchange) -> None:
        if exchange.header("authorization").startswith("bearer"):
            exchange.refuse(401, "no key", code="invalid_api_key")

    faulty.before((), refuse)


@faulty_server
def a_missing_key_is_a_server_error(faulty: FaultyServer) -> None:
    """A request without a key is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if not exchange.header("authorization"):
            exchange.fail()

    faulty.before((), break_down)


@faulty_server
def a_missing_key_is_a_bad_request(faulty: FaultyServer) -> None:
    """A request without a key is answered with 400."""

    def turn(exchange: Exchange) -> None:
        if not exchange.header("authorization"):
            exchange.status = 400

    faulty.after((), turn)


@faulty_server
def a_wrong_key_is_forbidden(faulty: FaultyServer) -> None:
    """A wrong key is answered with 403."""
    faulty.after((), lambda exchange: _turn(exchange, 401, 403))


@faulty_server
def a_wrong_key_gets_no_body(faulty: FaultyServer) -> None:
    """A wrong key is answered with 401 and an empty body."""

    def empty(exchange: Exchange) -> None:
        exchange.content = b"" if exchange.status == 401 else exchange.content

    faulty.after((), empty)


@faulty_server
def a_wrong_key_is_repeated(faulty: FaultyServer) -> None:
    """The refusal of a wrong key holds the key."""

    def echo(exchange: Exchange) -> None:
        if exchange.status == 401:
            key = exchange.header("authorization").rpartition(" ")[2]
            exchange.refuse(401, f"Incorrect API key provided: {key}.", None, "invalid_api_key")

    faulty.after((), echo)


@faulty_server
def the_key_is_repeated_in_a_header(faulty: FaultyServer) -> None:
    """Answers carry the key of the request in a header."""
    faulty.after((), lambda exchange: exchange.label("x-api-key", exchange.header("authorization")))


@faulty_server
def the_key_is_repeated_in_refusals(faulty: FaultyServer) -> None:
    """A request that is refused over its body is told its headers, the key among them."""

    def echo(exchange: Exchange) -> None:
        view = exchange.view()
        if exchange.status == 400 and view and "error" in view:
            view["error"]["headers"] = {"authorization": exchange.header("authorization")}
            exchange.write(view)

    faulty.after((), echo)


@faulty_server
def what_is_missing_is_said_before_the_key(faulty: FaultyServer) -> None:
    """A wrong key learns whether a job exists: 404 comes before 401."""

    def wrap(identify: Any) -> Any:
        known: list[Any] = []

        def later(keys: Any, headers: Any) -> Any:
            try:
                caller = identify(keys, headers)
            except Exception:
                if known:
                    return access.Caller(known[0].organization, "wrong")
                raise
            known.append(caller)
            return caller

        return later

    def hide(exchange: Exchange) -> None:
        wrong = any(value == b"wrong" for _, value in exchange.answered)
        if wrong and not (exchange.operation == RETRIEVE and exchange.status == 404):
            exchange.refuse(401, "Incorrect API key provided.", None, "invalid_api_key")

    faulty.around(application, "identify", wrap)
    faulty.after((), hide)


@faulty_server
def a_bad_body_is_said_before_the_key(faulty: FaultyServer) -> None:
    """A wrong key learns what is wrong with its body: 400 comes before 401."""

    def first(exchange: Exchange) -> None:
        if not (exchange.sent() or {}).get("model"):
            exchange.refuse(400, "Missing required parameter: 'model'.", "model", "missing")

    faulty.before(CREATE, first)


@faulty_server
def downloads_need_no_key(faulty: FaultyServer) -> None:
    """The content of a file is given to anyone."""
    _without_key(faulty, DOWNLOAD)


@faulty_server
def graders_need_no_key(faulty: FaultyServer) -> None:
    """Graders are run for anyone."""
    _without_key(faulty, RUN, VALIDATE)


@faulty_server
def models_need_no_key(faulty: FaultyServer) -> None:
    """The list of models is given to anyone."""
    _without_key(faulty, LIST_MODELS)


@faulty_server
def lists_need_no_key(faulty: FaultyServer) -> None:
    """The list of jobs is given to anyone."""
    _without_key(faulty, LIST)


@faulty_server
def heads_need_no_key(faulty: FaultyServer) -> None:
    """HEAD is answered without a key."""

    def lend(exchange: Exchange) -> None:
        if exchange.method == "HEAD" and not exchange.header("authorization"):
            exchange.answer(200, {})
            exchange.content = b""

    faulty.before((), lend)


@faulty_server
def a_refused_cancellation_is_done(faulty: FaultyServer) -> None:
    """A cancellation with a wrong key is refused, and done."""
    keys: list[str] = []
    refused: list[bool] = []

    def before(exchange: Exchange) -> None:
        key = exchange.header("authorization")
        refused.append(bool(keys) and key not in keys)
        if refused[-1]:
            exchange.carry("authorization", keys[0])

    def after(exchange: Exchange) -> None:
        if refused.pop():
            exchange.refuse(401, "Incorrect API key provided.", None, "invalid_api_key")

    faulty.after((CREATE, RETRIEVE), lambda exchange: _remember(keys, exchange))
    faulty.before(CANCEL, before)
    faulty.after(CANCEL, after)


@faulty_server
def a_refused_deletion_is_done(faulty: FaultyServer) -> None:
    """The deletion of a file with a wrong key is refused, and done."""
    keys: list[str] = []

    def before(exchange: Exchange) -> None:
        if keys and exchange.header("authorization") not in keys:
            exchange.carry("x-refused", "yes")
            exchange.carry("authorization", keys[0])

    def after(exchange: Exchange) -> None:
        if exchange.header("x-refused"):
            exchange.refuse(401, "Incorrect API key provided.", None, "invalid_api_key")

    faulty.after(("createFile", "retrieveFile"), lambda exchange: _remember(keys, exchange))
    faulty.before(DELETE_FILE, before)
    faulty.after(DELETE_FILE, after)


@faulty_server
def no_admin_is_needed(faulty: FaultyServer) -> None:
    """An ordinary key may do all that an admin key may."""
    faulty.replace(application, "demand_admin", lambda _caller: None)


@faulty_server
def no_admin_is_needed_to_list_permissions(faulty: FaultyServer) -> None:
    """An ordinary key may list permissions."""
    _without_admin(faulty, LIST_PERMISSIONS)


@faulty_server
def no_admin_is_needed_to_permit(faulty: FaultyServer) -> None:
    """An ordinary key may grant permissions."""
    _without_admin(faulty, PERMIT)


@faulty_server
def no_admin_is_needed_to_withdraw(faulty: FaultyServer) -> None:
    """An ordinary key may withdraw permissions."""
    _without_admin(faulty, WITHDRAW)


@faulty_server
def admins_are_refused(faulty: FaultyServer) -> None:
    """An admin key is refused where one is needed."""
    faulty.after(
        (LIST_PERMISSIONS, PERMIT, WITHDRAW),
        lambda exchange: exchange.refuse(403, "no") if exchange.succeeded else None,
    )


@faulty_server
def an_ordinary_key_is_unknown_to_permissions(faulty: FaultyServer) -> None:
    """An ordinary key is answered with 404 where an admin key is needed."""
    faulty.after((LIST_PERMISSIONS, PERMIT, WITHDRAW), lambda exchange: _turn(exchange, 403, 404))


@faulty_server
def an_ordinary_key_breaks_permissions(faulty: FaultyServer) -> None:
    """An ordinary key is answered with 500 where an admin key is needed."""

    def break_down(exchange: Exchange) -> None:
        if exchange.status == 403:
            exchange.fail()

    faulty.after((LIST_PERMISSIONS, PERMIT, WITHDRAW), break_down)


def _turn(exchange: Exchange, status: int, into: int) -> None:
    exchange.status = into if exchange.status == status else exchange.status


def _remember(keys: list[str], exchange: Exchange) -> None:
    if exchange.succeeded and exchange.header("authorization") not in keys:
        keys.append(exchange.header("authorization"))


def _without_admin(faulty: FaultyServer, operation: str) -> None:
    def wrap(demand: Any) -> Any:
        def lenient(caller: Any) -> None:
            if asked[-1:] != [operation]:
                demand(caller)

        return lenient

    asked: list[str | None] = []
    faulty.before((), lambda exchange: asked.append(exchange.operation))
    faulty.around(application, "demand_admin", wrap)
