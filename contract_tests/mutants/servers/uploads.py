"""Faults in what becomes of an uploaded file."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import re
from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import forms
from contract_tests.mutants.operations import CREATE, DOWNLOAD, FILE, UPLOAD

_PURPOSE = re.compile(rb'(name="purpose"\r\n\r\n)(assistants|batch|vision|user_data|evals)\r\n')
_FILE = re.compile(rb'filename="[^"]*"\r\n(?:[^\r\n]+\r\n)*\r\n(.*?)\r\n--', re.DOTALL)


def _is_for_training(file: Json) -> bool:
    return bool(file["purpose"] == "fine-tune")


def _content(faulty: FaultyServer, edit: Any) -> None:
    def change(exchange: Exchange) -> None:
        if exchange.succeeded:
            exchange.content = edit(exchange.content)

    faulty.after(DOWNLOAD, change)


@faulty_server
def the_last_byte_is_lost(faulty: FaultyServer) -> None:
    """The content of a file comes back without its last byte."""
    _content(faulty, lambda content: content[:-1])


@faulty_server
def lines_get_carriage_returns(faulty: FaultyServer) -> None:
    """The lines of a file come back ended by CR LF."""
    _content(faulty, lambda content: content.replace(b"\n", b"\r\n"))


@faulty_server
def carriage_returns_are_lost(faulty: FaultyServer) -> None:
    """A CR LF of an uploaded file is kept as LF."""
    _content(faulty, lambda content: content.replace(b"\r\n", b"\n"))


@faulty_server
def bytes_go_through_text(faulty: FaultyServer) -> None:
    """What is not UTF-8 in a file comes back as replacement characters."""
    _content(faulty, lambda content: content.decode("utf-8", "replace").encode())


@faulty_server
def a_byte_order_mark_is_cut_off(faulty: FaultyServer) -> None:
    """A file that starts with a byte order mark comes back without it."""
    _content(faulty, lambda content: content.removeprefix(b"\xef\xbb\xbf"))


@faulty_server
def spaces_at_the_end_are_cut_off(faulty: FaultyServer) -> None:
    """White space at the end of a file is cut off."""
    _content(faulty, lambda content: content.rstrip())


@faulty_server
def content_is_a_json_text(faulty: FaultyServer) -> None:
    """The content of a file comes as a text in JSON."""

    def quote(exchange: Exchange) -> None:
        if exchange.succeeded:
            exchange.label("content-type", "application/json")
            exchange.write(exchange.content.decode("latin-1"))

    faulty.after(DOWNLOAD, quote)


@faulty_server
def content_is_that_of_the_last_upload(faulty: FaultyServer) -> None:
    """The content of any file is that of the one uploaded last."""
    last: list[str] = []
    faulty.answers(UPLOAD, lambda file: last.append(file["id"]))

    def misdirect(exchange: Exchange) -> None:
        if last and exchange.path.split("/")[-2] in last:
            exchange.path = f"/v1/files/{last[-1]}/content"

    faulty.before(DOWNLOAD, misdirect)


@faulty_server
def a_large_file_is_cut(faulty: FaultyServer) -> None:
    """Of a file, the first 64 kilobytes are kept."""
    _content(faulty, lambda content: content[: 64 * 1024])


@faulty_server
def content_has_no_media_type(faulty: FaultyServer) -> None:
    """The content of a file comes without a Content-Type."""
    faulty.after(DOWNLOAD, lambda exchange: exchange.label("content-type", None))


@faulty_server
def the_file_name_is_lost(faulty: FaultyServer) -> None:
    """Every uploaded file is named `upload`."""
    faulty.objects(FILE, lambda file: file.update(filename="upload"))


@faulty_server
def file_names_lose_their_letters(faulty: FaultyServer) -> None:
    """What is not ASCII in a file's name becomes an underscore."""
    faulty.objects(
        FILE,
        lambda file: file.update(
            filename="".join(letter if letter.isascii() else "_" for letter in file["filename"])
        ),
    )


@faulty_server
def the_size_counts_characters(faulty: FaultyServer) -> None:
    """`bytes` of a file counts its characters."""
    sizes: dict[str, int] = {}

    def measure(exchange: Exchange) -> None:
        view, found = exchange.view(), _FILE.search(exchange.body)
        if exchange.succeeded and view is not None and found is not None:
            sizes[view["id"]] = len(found[1].decode("utf-8", "ignore"))

    faulty.after(UPLOAD, measure)
    faulty.objects(FILE, lambda file: file.update(bytes=sizes.get(file["id"], file["bytes"])))


@faulty_server
def the_size_is_zero(faulty: FaultyServer) -> None:
    """`bytes` of a file is 0."""
    faulty.objects(FILE, lambda file: file.update(bytes=0), UPLOAD)


@faulty_server
def every_purpose_is_fine_tuning(faulty: FaultyServer) -> None:
    """A file says `fine-tune`, whatever it was uploaded for."""
    faulty.objects(FILE, lambda file: file.update(purpose="fine-tune"))


@faulty_server
def any_purpose_will_do(faulty: FaultyServer) -> None:
    """A file with an unknown purpose is taken."""

    def wrap(read: Any) -> Any:
        def typed(fields: Json) -> Json:
            found: Json = read(fields)
            known = {"assistants", "batch", "fine-tune", "vision", "user_data", "evals"}
            strange = "purpose" in found and found["purpose"] not in known
            return {**found, "purpose": "user_data"} if strange else found

        return typed

    faulty.around(forms, "_with_types", wrap)


@faulty_server
def a_missing_purpose_will_do(faulty: FaultyServer) -> None:
    """A file without a purpose is taken for training data."""
    faulty.around(
        forms,
        "_with_types",
        lambda read: lambda fields: read({"purpose": "fine-tune", **fields}),
    )


@faulty_server
def a_missing_file_will_do(faulty: FaultyServer) -> None:
    """An upload without a file makes an empty one."""
    faulty.around(
        forms, "_with_types", lambda read: lambda fields: read({"file": "empty", **fields})
    )


@faulty_server
def expiry_is_ignored(faulty: FaultyServer) -> None:
    """A file that shall expire does not say when."""
    faulty.objects(FILE, lambda file: file.pop("expires_at", None))


@faulty_server
def expiry_is_a_duration(faulty: FaultyServer) -> None:
    """`expires_at` of a file holds the seconds that it lives."""

    def relative(file: Json) -> None:
        if "expires_at" in file:
            file["expires_at"] -= file["created_at"]

    faulty.objects(FILE, relative)


@faulty_server
def any_expiry_will_do(faulty: FaultyServer) -> None:
    """A file may be asked to expire after a second."""

    def wrap(read: Any) -> Any:
        def typed(fields: Json) -> Json:
            found: Json = read(fields)
            expires = found.get("expires_after")
            if isinstance(expires, dict) and isinstance(expires.get("seconds"), int):
                expires["seconds"] = min(max(expires["seconds"], 3600), 2_592_000)
            return found

        return typed

    faulty.around(forms, "_with_types", wrap)


@faulty_server
def a_broken_form_is_a_server_error(faulty: FaultyServer) -> None:
    """An upload whose form cannot be read is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        view = exchange.view()
        if (
            exchange.status == 400
            and view
            and view["error"]["code"] in ("bad_form", "unsupported_content_type")
        ):
            exchange.fail()

    faulty.after(UPLOAD, break_down)


@faulty_server
def any_file_can_be_trained_on(faulty: FaultyServer) -> None:
    """A job is created on a file that was uploaded for something else."""
    asked: list[str] = []
    purposes: dict[str, str] = {}

    def pretend(exchange: Exchange) -> None:
        found = _PURPOSE.search(exchange.body)
        asked.append(found[2].decode() if found else "")
        exchange.body = _PURPOSE.sub(rb"\1fine-tune\r\n", exchange.body)

    def remember(file: Json) -> None:
        purposes[file["id"]] = asked[-1]

    faulty.before(UPLOAD, pretend)
    faulty.answers(UPLOAD, remember)
    faulty.objects(
        FILE, lambda file: file.update(purpose=purposes.get(file["id"]) or file["purpose"])
    )


@faulty_server
def an_unknown_file_can_be_trained_on(faulty: FaultyServer) -> None:
    """A job on a file that does not exist is created."""
    known: list[str] = []
    faulty.answers(UPLOAD, lambda file: known.extend([file["id"]] * _is_for_training(file)))

    def accept(exchange: Exchange) -> None:
        body = exchange.sent()
        if known and body and isinstance(body.get("training_file"), str):
            exchange.send({**body, "training_file": known[0]})

    faulty.before(CREATE, accept)


@faulty_server
def an_unknown_validation_file_is_left_out(faulty: FaultyServer) -> None:
    """A job whose validation file does not exist is created without one."""

    def retry(create: Any) -> Any:
        def forgiving(world: Any, request: Any) -> Any:
            try:
                return create(world, request)
            except Exception as refused:
                if getattr(refused, "param", None) != "validation_file":
                    raise
                request.body.pop("validation_file")
                return create(world, request)

        return forgiving

    faulty.operation(CREATE, retry)


@faulty_server
def equal_files_share_an_id(faulty: FaultyServer) -> None:
    """A file whose content is known already gets the id of the earlier one."""
    known: dict[bytes, bytes] = {}

    def recall(exchange: Exchange) -> None:
        if exchange.succeeded:
            content = exchange.body.partition(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]
            exchange.content = known.setdefault(content, exchange.content)

    faulty.after(UPLOAD, recall)
