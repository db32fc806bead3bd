"""Faults in the list of files, and in what one operation on files says and another does not."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any
from urllib.parse import parse_qsl, urlencode

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import files
from contract_tests.mutants.operations import (
    DELETE_FILE,
    DOWNLOAD,
    FILE,
    LIST_FILES,
    RETRIEVE_FILE,
    UPLOAD,
)


def _unask(exchange: Exchange, name: str) -> None:
    pairs = parse_qsl(exchange.query, keep_blank_values=True)
    exchange.query = urlencode([pair for pair in pairs if pair[0] != name])


@faulty_server
def the_order_of_files_is_ignored(faulty: FaultyServer) -> None:
    """The list of files has the newest first, whatever `order` says."""
    faulty.before(LIST_FILES, lambda exchange: _unask(exchange, "order"))


@faulty_server
def the_oldest_file_comes_first(faulty: FaultyServer) -> None:
    """Without `order`, the list of files runs from the oldest to the newest."""

    def ascend(exchange: Exchange) -> None:
        if "order=" not in exchange.query:
            exchange.query = f"{exchange.query}&order=asc".lstrip("&")

    faulty.before(LIST_FILES, ascend)


@faulty_server
def the_purpose_of_files_is_ignored(faulty: FaultyServer) -> None:
    """The list of files shows all purposes, whatever is asked for."""
    faulty.before(LIST_FILES, lambda exchange: _unask(exchange, "purpose"))


@faulty_server
def the_limit_of_files_is_ignored(faulty: FaultyServer) -> None:
    """The list of files always shows all."""
    faulty.before(LIST_FILES, lambda exchange: _unask(exchange, "limit"))


@faulty_server
def the_cursor_of_files_is_ignored(faulty: FaultyServer) -> None:
    """Every page of files is the first one, so that a walk never ends."""
    faulty.before(LIST_FILES, lambda exchange: _unask(exchange, "after"))


@faulty_server
def the_page_of_files_starts_with_the_cursor(faulty: FaultyServer) -> None:
    """A page of files starts with the file that `after` names."""

    def wrap(after: Any) -> Any:
        def before(world: Any, session: Any, request: Any) -> Any:
            found: tuple[float, int] | None = after(world, session, request)
            more = -1 if request.query.get("order") == "asc" else 1
            return found and (found[0], found[1] + more)

        return before

    faulty.around(files, "_after", wrap)


@faulty_server
def there_are_never_more_files(faulty: FaultyServer) -> None:
    """`has_more` is false on every page of files."""
    faulty.answers(LIST_FILES, lambda page: page.update(has_more=False))


@faulty_server
def the_ends_of_files_are_missing(faulty: FaultyServer) -> None:
    """The list of files lacks `first_id` and `last_id`."""
    faulty.answers(LIST_FILES, lambda page: (page.pop("first_id"), page.pop("last_id")))


@faulty_server
def the_last_id_of_files_is_the_first(faulty: FaultyServer) -> None:
    """`last_id` of a page of files is the id of its first file."""
    faulty.answers(LIST_FILES, lambda page: page.update(last_id=page["first_id"]))


@faulty_server
def a_deleted_file_is_still_listed(faulty: FaultyServer) -> None:
    """The list of files goes on to show a file that was deleted."""
    kept: dict[str, Json] = {}
    faulty.answers(UPLOAD, lambda file: kept.__setitem__(file["id"], dict(file)))
    gone: list[str] = []
    faulty.answers(DELETE_FILE, lambda view: gone.append(view["id"]))

    def haunt(exchange: Exchange) -> None:
        view = exchange.view()
        if exchange.succeeded and view is not None and "after=" not in exchange.query:
            view["data"] += [kept[name] for name in gone[-1:] if name in kept]
            exchange.write(view)

    faulty.after(LIST_FILES, haunt)


@faulty_server
def a_deleted_file_can_be_retrieved(faulty: FaultyServer) -> None:
    """A deleted file is still there when it is asked for by its id."""
    kept: dict[str, Json] = {}
    faulty.answers(UPLOAD, lambda file: kept.__setitem__(file["id"], dict(file)))

    def haunt(exchange: Exchange) -> None:
        file = kept.get(exchange.path.rpartition("/")[2])
        if exchange.status == 404 and file is not None:
            exchange.answer(200, file)

    faulty.after(RETRIEVE_FILE, haunt)


@faulty_server
def a_deleted_file_can_be_downloaded(faulty: FaultyServer) -> None:
    """The content of a deleted file is still there."""
    kept: dict[str, bytes] = {}

    def haunt(exchange: Exchange) -> None:
        if exchange.succeeded:
            kept[exchange.path] = exchange.content
        elif exchange.status == 404 and exchange.path.split("/")[-2] in names:
            exchange.status = 200
            exchange.label("content-type", "application/octet-stream")
            exchange.content = kept.get(exchange.path, b"{}\n")

    names: set[str] = set()
    faulty.answers(UPLOAD, lambda file: names.add(file["id"]))
    faulty.after(DOWNLOAD, haunt)


@faulty_server
def deleting_a_file_twice_is_a_success(faulty: FaultyServer) -> None:
    """The deletion of a file that is not there is answered with 200."""

    def accept(exchange: Exchange) -> None:
        if exchange.status == 404:
            name = exchange.path.rpartition("/")[2]
            exchange.answer(200, {"object": "file", "deleted": True, "id": name})

    faulty.after(DELETE_FILE, accept)


@faulty_server
def deleting_does_nothing(faulty: FaultyServer) -> None:
    """The deletion of a file is answered, and the file stays."""
    faulty.replace(files.stored, "remove", lambda *_: True)


@faulty_server
def deleting_a_file_deletes_all(faulty: FaultyServer) -> None:
    """The deletion of a file deletes every file."""

    def wrap(remove: Any) -> Any:
        del remove

        def sweep(session: Any, organization: str, _file: str) -> bool:
            everything = files.Cut(after=None, count=100_000, ascending=False, purpose=None)
            for file in files.stored.page(session, organization, 2**40, everything):
                _REMOVE(session, organization, file.id)
            return True

        return sweep

    faulty.around(files.stored, "remove", wrap)


_REMOVE = files.stored.remove


@faulty_server
def a_new_file_is_not_listed(faulty: FaultyServer) -> None:
    """The file that was uploaded last is not in the list."""
    last: list[str] = [""]
    faulty.answers(UPLOAD, lambda file: last.__setitem__(0, file["id"]))

    def hide(page: Json) -> None:
        page["data"] = [file for file in page["data"] if file["id"] != last[0]]

    faulty.answers(LIST_FILES, hide)


@faulty_server
def a_listed_file_has_another_size(faulty: FaultyServer) -> None:
    """The list of files tells sizes in kilobytes."""
    faulty.objects(FILE, lambda file: file.update(bytes=file["bytes"] // 1024), LIST_FILES)


@faulty_server
def files_count_time_in_milliseconds(faulty: FaultyServer) -> None:
    """`created_at` of a file is in milliseconds."""
    faulty.objects(FILE, lambda file: file.update(created_at=file["created_at"] * 1000))


@faulty_server
def result_files_are_not_listed(faulty: FaultyServer) -> None:
    """The list of files leaves out those that jobs have made."""

    def hide(page: Json) -> None:
        page["data"] = [file for file in page["data"] if file["purpose"] != "fine-tune-results"]

    faulty.answers(LIST_FILES, hide)
