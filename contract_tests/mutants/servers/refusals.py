"""Faults in how a server says no: the envelope, the status, the words."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import json
import traceback
from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.operations import (
    CHECKPOINTS,
    CREATE,
    DELETE_FILE,
    DOWNLOAD,
    EVENTS,
    LIST_PERMISSIONS,
    RETRIEVE,
    RETRIEVE_FILE,
    RETRIEVE_MODEL,
    UPLOAD,
)


def _envelopes(faulty: FaultyServer, rewrite: Any) -> None:
    def change(exchange: Exchange) -> None:
        view = exchange.view()
        if not exchange.succeeded and view is not None and isinstance(view.get("error"), dict):
            exchange.write(rewrite(view["error"]))

    faulty.after((), change)


@faulty_server
def an_error_is_a_text(faulty: FaultyServer) -> None:
    """`error` is the message itself."""
    _envelopes(faulty, lambda error: {"error": error["message"]})


@faulty_server
def an_error_is_called_detail(faulty: FaultyServer) -> None:
    """A refusal has its message under `detail`, as FastAPI has it."""
    _envelopes(faulty, lambda error: {"detail": error["message"]})


@faulty_server
def an_error_has_no_envelope(faulty: FaultyServer) -> None:
    """The members of an error stand at the top, beside `object: error`."""
    _envelopes(faulty, lambda error: {"object": "error", **error})


@faulty_server
def an_error_comes_in_a_list(faulty: FaultyServer) -> None:
    """A refusal has a list of `errors`."""
    _envelopes(faulty, lambda error: {"errors": [error]})


@faulty_server
def errors_lack_param(faulty: FaultyServer) -> None:
    """Errors have no member `param`."""
    faulty.refusals((), lambda error: error.pop("param", None))


@faulty_server
def errors_lack_code(faulty: FaultyServer) -> None:
    """Errors have no member `code`."""
    faulty.refusals((), lambda error: error.pop("code", None))


@faulty_server
def errors_lack_type(faulty: FaultyServer) -> None:
    """Errors have no member `type`."""
    faulty.refusals((), lambda error: error.pop("type", None))


@faulty_server
def error_codes_are_numbers(faulty: FaultyServer) -> None:
    """`code` of an error repeats the status as a number."""

    def number(exchange: Exchange) -> None:
        view = exchange.view()
        if not exchange.succeeded and view is not None and isinstance(view.get("error"), dict):
            view["error"]["code"] = exchange.status
            exchange.write(view)

    faulty.after((), number)


@faulty_server
def error_codes_of_unknown_jobs_are_missing(faulty: FaultyServer) -> None:
    """A job that does not exist is refused with `code: null`."""
    faulty.refusals((RETRIEVE, EVENTS, CHECKPOINTS), lambda error: error.update(code=None))


@faulty_server
def nulls_are_written_as_none(faulty: FaultyServer) -> None:
    """What is null in an error is the word None."""
    faulty.refusals(
        (),
        lambda error: error.update(
            {name: "None" for name, value in error.items() if value is None}
        ),
    )


@faulty_server
def error_types_are_null(faulty: FaultyServer) -> None:
    """`type` of an error is null."""
    faulty.refusals((), lambda error: error.update(type=None))


@faulty_server
def error_messages_are_empty(faulty: FaultyServer) -> None:
    """The message of an error is empty."""
    faulty.refusals((), lambda error: error.update(message=""))


@faulty_server
def error_messages_are_objects(faulty: FaultyServer) -> None:
    """The message of an error is an object with further members."""
    faulty.refusals((), lambda error: error.update(message={"text": error["message"]}))


@faulty_server
def params_are_lists(faulty: FaultyServer) -> None:
    """`param` of an error is the path in a list."""
    faulty.refusals((), lambda error: error.update(param=(error["param"] or "body").split(".")))


@faulty_server
def errors_hold_a_traceback(faulty: FaultyServer) -> None:
    """The message of an error ends with a traceback of the server."""

    def trace(error: Json) -> None:
        lines = "".join(traceback.format_stack(limit=3))
        error["message"] = f"{error['message']}\nTraceback (most recent call last):\n{lines}"

    faulty.refusals((), trace)


@faulty_server
def unknown_jobs_get_a_page_of_html(faulty: FaultyServer) -> None:
    """A job that does not exist is answered with a page of HTML."""

    def html(exchange: Exchange) -> None:
        if exchange.status == 404:
            exchange.label("content-type", "text/html")
            exchange.content = b"<html><body><h1>404 Not Found</h1></body></html>"

    faulty.after(RETRIEVE, html)


@faulty_server
def refusals_are_called_text(faulty: FaultyServer) -> None:
    """A refusal is JSON that says it is plain text."""

    def label(exchange: Exchange) -> None:
        if not exchange.succeeded:
            exchange.label("content-type", "text/plain; charset=utf-8")

    faulty.after((), label)


@faulty_server
def refusals_are_empty(faulty: FaultyServer) -> None:
    """A 404 has no body."""

    def empty(exchange: Exchange) -> None:
        exchange.content = b"" if exchange.status == 404 else exchange.content

    faulty.after((), empty)


@faulty_server
def refusals_are_encoded_twice(faulty: FaultyServer) -> None:
    """A refusal is a JSON text that holds the JSON."""

    def again(exchange: Exchange) -> None:
        if not exchange.succeeded and exchange.content:
            exchange.content = json.dumps(exchange.content.decode()).encode()

    faulty.after((), again)


@faulty_server
def errors_are_answered_with_200(faulty: FaultyServer) -> None:
    """A refused creation has the status 200."""
    faulty.after(CREATE, lambda exchange: setattr(exchange, "status", 200))


@faulty_server
def a_bad_request_is_422(faulty: FaultyServer) -> None:
    """A body that does not fit is answered with 422."""
    _turn(faulty, 400, 422)


@faulty_server
def an_unknown_job_is_a_bad_request(faulty: FaultyServer) -> None:
    """A job that does not exist is answered with 400."""
    _turn(faulty, 404, 400, RETRIEVE)


@faulty_server
def an_unknown_job_is_a_server_error(faulty: FaultyServer) -> None:
    """A job that does not exist is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.status == 404:
            exchange.fail()

    faulty.after(RETRIEVE, break_down)


@faulty_server
def an_unknown_job_is_null(faulty: FaultyServer) -> None:
    """A job that does not exist is answered with 200 and null."""

    def null(exchange: Exchange) -> None:
        if exchange.status == 404:
            exchange.answer(200, None)

    faulty.after(RETRIEVE, null)


@faulty_server
def an_unknown_file_is_a_server_error(faulty: FaultyServer) -> None:
    """A file that does not exist is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.status == 404:
            exchange.fail()

    faulty.after((RETRIEVE_FILE, DOWNLOAD, DELETE_FILE), break_down)


@faulty_server
def an_unknown_model_is_forbidden(faulty: FaultyServer) -> None:
    """A model that does not exist is answered with 403."""
    _turn(faulty, 404, 403, RETRIEVE_MODEL)


@faulty_server
def an_unknown_checkpoint_has_no_permissions(faulty: FaultyServer) -> None:
    """The permissions of a checkpoint that does not exist are an empty list."""

    def empty(exchange: Exchange) -> None:
        if exchange.status == 404:
            exchange.answer(200, {"object": "list", "data": [], "has_more": False})

    faulty.after(LIST_PERMISSIONS, empty)


@faulty_server
def an_unknown_file_in_a_creation_is_not_found(faulty: FaultyServer) -> None:
    """A creation that names an unknown file is answered with 404."""

    def deny(exchange: Exchange) -> None:
        view = exchange.view()
        if exchange.status == 400 and view and str(view["error"]["param"]).endswith("_file"):
            exchange.status = 404

    faulty.after(CREATE, deny)


@faulty_server
def missing_fields_are_not_named(faulty: FaultyServer) -> None:
    """An error over a field of a body has `param: null`."""

    def blur(error: Json) -> None:
        if error["code"] in ("missing_required_parameter", "invalid_type"):
            error.update(param=None, message="Invalid request.")

    faulty.refusals(CREATE, blur)


@faulty_server
def the_wrong_field_is_named(faulty: FaultyServer) -> None:
    """An error over any field names `model`."""

    def blame(error: Json) -> None:
        if error["param"]:
            error.update(param="model", message="Invalid 'model'.")

    faulty.refusals(CREATE, blame)


@faulty_server
def an_unknown_training_file_is_not_named(faulty: FaultyServer) -> None:
    """A creation that names an unknown file is refused without saying which."""

    def blur(error: Json) -> None:
        if str(error["param"]).endswith("_file"):
            error.update(param=None, message="invalid file")

    faulty.refusals(CREATE, blur)


@faulty_server
def a_refused_upload_is_a_success(faulty: FaultyServer) -> None:
    """An upload that is refused has the status 200."""
    faulty.after(UPLOAD, lambda exchange: setattr(exchange, "status", 200))


@faulty_server
def a_refused_creation_makes_a_job(faulty: FaultyServer) -> None:
    """A creation that names an unknown validation file is refused, and a job is made."""

    def wrap(create: Any) -> Any:
        def made(world: Any, request: Any) -> Any:
            try:
                return create(world, request)
            except Exception as refused:
                if getattr(refused, "param", None) == "validation_file":
                    request.body.pop("validation_file")
                    create(world, request)
                raise

        return made

    faulty.operation(CREATE, wrap)


def _turn(faulty: FaultyServer, status: int, into: int, *operations: str) -> None:
    def turn(exchange: Exchange) -> None:
        exchange.status = into if exchange.status == status else exchange.status

    faulty.after(operations, turn)
