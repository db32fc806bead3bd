"""Faults in the bytes and headers of an answer, and in what HTTP asks beside the API."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import gzip
import json
import re
import time
import unicodedata
from collections.abc import Callable
from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.operations import (
    CHECKPOINT,
    CREATE,
    DOWNLOAD,
    JOB,
    LIST,
    LIST_MODELS,
    RETRIEVE,
    RUN,
)


def _content(faulty: FaultyServer, edit: Callable[[bytes], bytes], *operations: str) -> None:
    def change(exchange: Exchange) -> None:
        if exchange.succeeded and exchange.content and exchange.operation != DOWNLOAD:
            exchange.content = edit(exchange.content)

    faulty.after(operations, change)


@faulty_server
def json_is_called_html(faulty: FaultyServer) -> None:
    """Jobs come as text/html."""
    faulty.after(RETRIEVE, lambda exchange: exchange.label("content-type", "text/html"))


@faulty_server
def json_has_no_media_type(faulty: FaultyServer) -> None:
    """The list of jobs comes without a Content-Type."""
    faulty.after(LIST, lambda exchange: exchange.label("content-type", None))


@faulty_server
def answers_are_in_latin_1(faulty: FaultyServer) -> None:
    """Answers are encoded in ISO 8859-1, and say so."""

    def encode(exchange: Exchange) -> None:
        if exchange.operation == DOWNLOAD:
            return
        exchange.content = exchange.content.decode("utf-8", "replace").encode("latin-1", "replace")
        exchange.label("content-type", "application/json; charset=iso-8859-1")

    faulty.after((), encode)


@faulty_server
def answers_start_with_a_byte_order_mark(faulty: FaultyServer) -> None:
    """JSON starts with a byte order mark."""
    _content(faulty, lambda content: b"\xef\xbb\xbf" + content)


@faulty_server
def answers_hold_bytes_that_are_no_text(faulty: FaultyServer) -> None:
    """The name of a file in an answer is cut in the middle of a letter."""
    _content(faulty, lambda content: re.sub(rb"([\xc3-\xef])[\x80-\xbf]", rb"\1", content))


@faulty_server
def answers_are_followed_by_garbage(faulty: FaultyServer) -> None:
    """A job is followed by a second JSON object."""
    _content(faulty, lambda content: content + b"\n{}", RETRIEVE)


@faulty_server
def answers_are_cut_off(faulty: FaultyServer) -> None:
    """A list of more than two kilobytes is cut there."""
    _content(faulty, lambda content: content[:2048], LIST)


@faulty_server
def answers_repeat_a_key(faulty: FaultyServer) -> None:
    """A job has the member `id` twice."""
    _content(faulty, lambda content: b'{"id":"ftjob-first",' + content[1:], RETRIEVE)


@faulty_server
def answers_hold_nan(faulty: FaultyServer) -> None:
    """A metric of a checkpoint is NaN."""
    faulty.objects(CHECKPOINT, lambda one: one["metrics"].update(train_loss=float("nan")))


@faulty_server
def rewards_are_infinite(faulty: FaultyServer) -> None:
    """A reward of 1 is written as Infinity."""

    def grow(view: Json) -> None:
        view["reward"] = float("inf") if view["reward"] == 1 else view["reward"]

    faulty.answers(RUN, grow)


@faulty_server
def answers_hold_comments(faulty: FaultyServer) -> None:
    """The list of models has a comma too many, as JavaScript allows."""
    _content(faulty, lambda content: content.replace(b"}]", b"},]"), LIST_MODELS)


@faulty_server
def letters_become_question_marks(faulty: FaultyServer) -> None:
    """What is not ASCII in a job's metadata becomes a question mark."""
    _metadata(faulty, lambda text: text.encode("ascii", "replace").decode())


@faulty_server
def letters_beyond_the_first_plane_are_lost(faulty: FaultyServer) -> None:
    """Emoji in a job's metadata are dropped, as in databases with three bytes a letter."""
    _metadata(faulty, lambda text: "".join(letter for letter in text if ord(letter) < 0x10000))


@faulty_server
def letters_are_recomposed(faulty: FaultyServer) -> None:
    """Metadata come back in the composed form of Unicode."""
    _metadata(faulty, lambda text: unicodedata.normalize("NFC", text))


@faulty_server
def markup_is_escaped(faulty: FaultyServer) -> None:
    """`<`, `>` and `&` in metadata come back as HTML entities."""
    _metadata(
        faulty,
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    )


@faulty_server
def quotes_are_doubled(faulty: FaultyServer) -> None:
    """An apostrophe in metadata comes back doubled, as SQL has it."""
    _metadata(faulty, lambda text: text.replace("'", "''"))


@faulty_server
def gzip_is_claimed(faulty: FaultyServer) -> None:
    """Answers say that they are compressed, and are not."""
    faulty.after(LIST, lambda exchange: exchange.label("content-encoding", "gzip"))


@faulty_server
def gzip_is_not_claimed(faulty: FaultyServer) -> None:
    """Answers are compressed for who accepts it, without saying so."""

    def compress(exchange: Exchange) -> None:
        if "gzip" in exchange.header("accept-encoding") and exchange.content:
            exchange.content = gzip.compress(exchange.content)

    faulty.after(LIST, compress)


@faulty_server
def gzip_is_sent_to_everyone(faulty: FaultyServer) -> None:
    """Answers are compressed also for who asked for `identity`."""

    def compress(exchange: Exchange) -> None:
        if exchange.content and "identity" in exchange.header("accept-encoding"):
            exchange.content = gzip.compress(exchange.content)
            exchange.label("content-encoding", "gzip")

    faulty.after((), compress)


@faulty_server
def requests_have_no_id(faulty: FaultyServer) -> None:
    """Answers lack x-request-id."""
    faulty.after((), lambda exchange: exchange.label("x-request-id", None))


@faulty_server
def refusals_have_no_request_id(faulty: FaultyServer) -> None:
    """Refusals lack x-request-id."""
    faulty.after(
        (), lambda exchange: None if exchange.succeeded else exchange.label("x-request-id", None)
    )


@faulty_server
def all_requests_have_one_id(faulty: FaultyServer) -> None:
    """Every answer has the same x-request-id."""
    faulty.after((), lambda exchange: exchange.label("x-request-id", "req_" + "0" * 32))


@faulty_server
def request_ids_are_empty(faulty: FaultyServer) -> None:
    """x-request-id is empty."""
    faulty.after((), lambda exchange: exchange.label("x-request-id", ""))


@faulty_server
def some_answers_are_slow(faulty: FaultyServer) -> None:
    """A creation takes a minute to be answered."""
    faulty.after(CREATE, lambda _: time.sleep(60))


@faulty_server
def every_twentieth_answer_fails(faulty: FaultyServer) -> None:
    """Every twentieth request is answered with 500."""
    seen: list[int] = []

    def break_down(exchange: Exchange) -> None:
        seen.append(1)
        if len(seen) % 20 == 0:
            exchange.fail()

    faulty.after((), break_down)


@faulty_server
def the_model_list_is_a_server_error(faulty: FaultyServer) -> None:
    """The list of models is answered with 500."""
    faulty.after(LIST_MODELS, Exchange.fail)


@faulty_server
def an_unknown_path_is_a_success(faulty: FaultyServer) -> None:
    """A path that the API does not have is answered with 200."""

    def welcome(exchange: Exchange) -> None:
        if exchange.operation is None and exchange.status == 404:
            exchange.answer(200, {"status": "ok"})

    faulty.after((), welcome)


@faulty_server
def an_unknown_path_gets_html(faulty: FaultyServer) -> None:
    """A path that the API does not have is answered with a page of HTML."""

    def html(exchange: Exchange) -> None:
        if exchange.operation is None and exchange.status == 404:
            exchange.label("content-type", "text/html")
            exchange.content = b"<!DOCTYPE html><title>Not Found</title>"

    faulty.after((), html)


@faulty_server
def an_unknown_method_is_a_server_error(faulty: FaultyServer) -> None:
    """A method that a path does not have is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.status == 405:
            exchange.fail()

    faulty.after((), break_down)


@faulty_server
def an_unknown_method_is_a_success(faulty: FaultyServer) -> None:
    """PUT and PATCH of a job are answered with the job."""

    def read(exchange: Exchange) -> None:
        if exchange.method in ("PUT", "PATCH"):
            exchange.method = "GET"

    faulty.before((), read)


@faulty_server
def a_head_is_a_server_error(faulty: FaultyServer) -> None:
    """HEAD is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.method == "HEAD":
            exchange.fail()
            exchange.content = b""

    faulty.after((), break_down)


@faulty_server
def options_are_a_server_error(faulty: FaultyServer) -> None:
    """OPTIONS is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.method == "OPTIONS":
            exchange.fail()

    faulty.after((), break_down)


@faulty_server
def a_slash_at_the_end_is_a_server_error(faulty: FaultyServer) -> None:
    """A path with a slash at its end is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.path.endswith("/"):
            exchange.fail()

    faulty.after((), break_down)


@faulty_server
def reads_are_stale(faulty: FaultyServer) -> None:
    """A job that was retrieved once is shown so for two seconds."""
    kept: dict[str, tuple[float, int, Any, bytes]] = {}

    def recall(exchange: Exchange) -> None:
        found = kept.get(exchange.path) if exchange.method == "GET" else None
        if found and time.monotonic() - found[0] < 2 and exchange.header("authorization"):
            _, exchange.status, exchange.answered, exchange.content = found

    def keep(exchange: Exchange) -> None:
        found = kept.get(exchange.path)
        is_read = exchange.succeeded and exchange.method == "GET"
        if is_read and (found is None or time.monotonic() - found[0] >= 2):
            kept[exchange.path] = (
                time.monotonic(),
                exchange.status,
                exchange.answered,
                exchange.content,
            )

    faulty.before(RETRIEVE, recall)
    faulty.after(RETRIEVE, keep)


@faulty_server
def numbers_are_written_as_floats(faulty: FaultyServer) -> None:
    """Whole numbers of a job are written with a fraction of zero."""

    def widen(view: Json) -> None:
        for name, value in view.items():
            if isinstance(value, int) and not isinstance(value, bool):
                view[name] = value + 0.5 if name == "seed" else float(value)

    faulty.objects(JOB, widen)


@faulty_server
def nulls_are_left_out(faulty: FaultyServer) -> None:
    """Members of a job that would be null are left out."""

    def drop(job: Json) -> None:
        for name in [name for name, value in job.items() if value is None]:
            del job[name]

    faulty.objects(JOB, drop)


@faulty_server
def nulls_are_words(faulty: FaultyServer) -> None:
    """What is null in a job is the word null."""

    def spell(job: Json) -> None:
        for name, value in job.items():
            job[name] = "null" if value is None else value

    faulty.objects(JOB, spell)


@faulty_server
def answers_are_in_a_list_of_python(faulty: FaultyServer) -> None:
    """A job is written as Python shows a dict."""
    _content(faulty, lambda content: repr(json.loads(content)).encode(), RETRIEVE)


def _metadata(faulty: FaultyServer, spell: Callable[[str], str]) -> None:
    def change(job: Json) -> None:
        found: Any = job.get("metadata")
        if found:
            job["metadata"] = {spell(key): spell(value) for key, value in found.items()}

    faulty.objects(JOB, change)
