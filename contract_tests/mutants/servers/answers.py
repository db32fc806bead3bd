"""Faults in the outermost layer of an answer: its status, its keys, its lists."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.operations import (
    CANCEL,
    CREATE,
    DELETE_FILE,
    EVENTS,
    JOB,
    LIST,
    LIST_FILES,
    LIST_MODELS,
    RETRIEVE,
    RETRIEVE_FILE,
    UPLOAD,
    WITHDRAW,
)


def _status(exchange: Exchange, status: int) -> None:
    exchange.status = status if exchange.succeeded else exchange.status


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


@faulty_server
def creation_answers_201(faulty: FaultyServer) -> None:
    """A job is created with status 201, as REST textbooks have it."""
    faulty.after(CREATE, lambda exchange: _status(exchange, 201))


@faulty_server
def cancelling_answers_202(faulty: FaultyServer) -> None:
    """A cancellation is accepted with status 202."""
    faulty.after(CANCEL, lambda exchange: _status(exchange, 202))


@faulty_server
def deleting_a_file_answers_204(faulty: FaultyServer) -> None:
    """A file is deleted with status 204 and no body."""

    def empty(exchange: Exchange) -> None:
        if exchange.succeeded:
            exchange.status, exchange.content = 204, b""

    faulty.after(DELETE_FILE, empty)


@faulty_server
def withdrawing_a_permission_answers_nothing(faulty: FaultyServer) -> None:
    """A permission is withdrawn with status 200 and an empty body."""

    def empty(exchange: Exchange) -> None:
        exchange.content = b"" if exchange.succeeded else exchange.content

    faulty.after(WITHDRAW, empty)


@faulty_server
def keys_are_in_camel_case(faulty: FaultyServer) -> None:
    """Jobs have createdAt where the description has created_at."""

    def rename(job: Json) -> None:
        for name in list(job):
            job[_camel(name)] = job.pop(name)

    faulty.objects(JOB, rename, (CREATE, RETRIEVE, CANCEL))


@faulty_server
def a_job_comes_in_a_data_member(faulty: FaultyServer) -> None:
    """A retrieved job is wrapped in a member `data`."""

    def wrap(job: Json) -> None:
        inner = dict(job)
        job.clear()
        job["data"] = inner

    faulty.answers(RETRIEVE, wrap)


@faulty_server
def the_list_of_jobs_is_a_bare_array(faulty: FaultyServer) -> None:
    """The list of jobs is a JSON array without an envelope."""

    def bare(exchange: Exchange) -> None:
        view = exchange.view()
        if exchange.succeeded and view is not None:
            exchange.write(view["data"])

    faulty.after(LIST, bare)


@faulty_server
def an_empty_list_is_null(faulty: FaultyServer) -> None:
    """A list without items has `data: null`, as some languages write an empty slice."""
    faulty.answers((LIST, EVENTS, LIST_FILES), lambda page: page.update(data=page["data"] or None))


@faulty_server
def listed_jobs_are_summaries(faulty: FaultyServer) -> None:
    """Jobs in the list have only id, object, status and model."""

    def shorten(job: Json) -> None:
        for name in set(job) - {"id", "object", "status", "model", "created_at"}:
            del job[name]

    faulty.objects(JOB, shorten, LIST)


@faulty_server
def the_list_does_not_say_what_it_is(faulty: FaultyServer) -> None:
    """The list of jobs lacks `object`."""
    faulty.answers(LIST, lambda page: page.pop("object"))


@faulty_server
def the_list_of_models_calls_itself_models(faulty: FaultyServer) -> None:
    """The list of models has its items under `models`."""
    faulty.answers(LIST_MODELS, lambda page: page.update(models=page.pop("data")))


@faulty_server
def a_job_has_another_object_name(faulty: FaultyServer) -> None:
    """Jobs say `fine-tune`, the name of the API before 2023."""
    faulty.objects(JOB, lambda job: job.update(object="fine-tune"))


@faulty_server
def an_uploaded_file_has_a_url_for_an_id(faulty: FaultyServer) -> None:
    """The id of an uploaded file comes with a path in front of it."""
    faulty.answers(UPLOAD, lambda file: file.update(id="/v1/files/" + file["id"]))


@faulty_server
def file_status_is_unknown(faulty: FaultyServer) -> None:
    """Files have the status `ready`."""
    faulty.objects("file", lambda file: file.update(status="ready"))


@faulty_server
def a_deleted_file_says_deleted_false(faulty: FaultyServer) -> None:
    """The deletion of a file is answered with `deleted: false`."""
    faulty.answers(DELETE_FILE, lambda view: view.update(deleted=False))


@faulty_server
def file_times_are_missing(faulty: FaultyServer) -> None:
    """A retrieved file lacks `created_at`."""
    faulty.answers(RETRIEVE_FILE, lambda file: file.pop("created_at"))
