"""Faults in what a job says of its progress and its result."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import catalog, jobs, outputs, results, stored_outputs
from contract_tests.mutants.operations import CHECKPOINT, JOB, RETRIEVE, SUCCEEDED

_ENDED = ("succeeded", "failed", "cancelled")


def _at(job: Json, statuses: tuple[str, ...], **members: Any) -> None:
    if job["status"] in statuses:
        job.update(members)


@faulty_server
def a_succeeded_job_has_no_end(faulty: FaultyServer) -> None:
    """`finished_at` of a succeeded job is null."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), finished_at=None))


@faulty_server
def a_running_job_has_an_end(faulty: FaultyServer) -> None:
    """`finished_at` of a running job is set."""
    faulty.objects(JOB, lambda job: _at(job, ("running",), finished_at=job["created_at"] + 60))


@faulty_server
def an_end_before_the_start(faulty: FaultyServer) -> None:
    """A succeeded job ended before it was created."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), finished_at=job["created_at"] - 5))


@faulty_server
def an_end_in_milliseconds(faulty: FaultyServer) -> None:
    """`finished_at` of a succeeded job is in milliseconds."""
    faulty.objects(
        JOB, lambda job: _at(job, (SUCCEEDED,), finished_at=(job["finished_at"] or 0) * 1000)
    )


@faulty_server
def the_end_moves_with_every_look(faulty: FaultyServer) -> None:
    """`finished_at` of a succeeded job grows with each retrieval."""
    seen: dict[str, int] = {}

    def move(job: Json) -> None:
        if job["status"] == SUCCEEDED:
            seen[job["id"]] = seen.get(job["id"], 0) + 1
            job["finished_at"] += seen[job["id"]]

    faulty.objects(JOB, move, RETRIEVE)


@faulty_server
def a_succeeded_job_has_no_model(faulty: FaultyServer) -> None:
    """`fine_tuned_model` of a succeeded job is null."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), fine_tuned_model=None))


@faulty_server
def a_running_job_names_its_model(faulty: FaultyServer) -> None:
    """A job that is still running names the model that it will make."""
    faulty.objects(JOB, lambda job: _at(job, ("running", "queued"), fine_tuned_model="ft:early"))


@faulty_server
def a_model_that_is_not_there_is_an_empty_text(faulty: FaultyServer) -> None:
    """`fine_tuned_model` is an empty text as long as there is none."""
    faulty.objects(JOB, lambda job: job.update(fine_tuned_model=job["fine_tuned_model"] or ""))


@faulty_server
def a_failed_job_names_a_model(faulty: FaultyServer) -> None:
    """A failed job names a trained model."""
    faulty.objects(
        JOB, lambda job: _at(job, ("failed",), fine_tuned_model="ft:failed:org::12345678")
    )


@faulty_server
def a_cancelled_job_names_a_model(faulty: FaultyServer) -> None:
    """A cancelled job names a trained model."""
    faulty.objects(
        JOB, lambda job: _at(job, ("cancelled",), fine_tuned_model="ft:gone:org::12345678")
    )


@faulty_server
def every_job_makes_the_same_model(faulty: FaultyServer) -> None:
    """All succeeded jobs name one model."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), fine_tuned_model="ft:one:org::12345678"))


@faulty_server
def the_model_of_a_job_does_not_exist(faulty: FaultyServer) -> None:
    """No trained model is kept, so that a job's model cannot be found."""
    faulty.replace(stored_outputs.models, "add", lambda _session, _model: None)


@faulty_server
def tokens_are_a_text(faulty: FaultyServer) -> None:
    """`trained_tokens` of a succeeded job is a text."""
    faulty.objects(
        JOB, lambda job: _at(job, (SUCCEEDED,), trained_tokens=str(job["trained_tokens"]))
    )


@faulty_server
def tokens_are_null_after_success(faulty: FaultyServer) -> None:
    """`trained_tokens` of a succeeded job is null."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), trained_tokens=None))


@faulty_server
def tokens_are_zero_before_the_end(faulty: FaultyServer) -> None:
    """`trained_tokens` is 0 instead of null as long as a job is at work."""
    faulty.objects(JOB, lambda job: job.update(trained_tokens=job["trained_tokens"] or 0))


@faulty_server
def tokens_are_negative(faulty: FaultyServer) -> None:
    """`trained_tokens` of a succeeded job is negative."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), trained_tokens=-1))


@faulty_server
def result_files_are_null(faulty: FaultyServer) -> None:
    """`result_files` is null instead of an empty list."""
    faulty.objects(JOB, lambda job: job.update(result_files=job["result_files"] or None))


@faulty_server
def a_succeeded_job_has_no_result_file(faulty: FaultyServer) -> None:
    """`result_files` of a succeeded job is empty."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), result_files=[]))


@faulty_server
def a_running_job_has_a_result_file(faulty: FaultyServer) -> None:
    """`result_files` of a running job names a file."""
    faulty.objects(JOB, lambda job: _at(job, ("running",), result_files=["file-early"]))


@faulty_server
def a_result_file_cannot_be_found(faulty: FaultyServer) -> None:
    """The result file that a succeeded job names does not exist."""
    faulty.objects(
        JOB, lambda job: _at(job, (SUCCEEDED,), result_files=["file-notkeptanywhere00001"])
    )


@faulty_server
def a_result_file_is_the_training_file(faulty: FaultyServer) -> None:
    """A succeeded job names its training file as its result."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), result_files=[job["training_file"]]))


@faulty_server
def a_result_file_is_empty(faulty: FaultyServer) -> None:
    """The content of a result file is empty."""
    faulty.replace(results, "_lines", lambda _job: iter(()))


@faulty_server
def a_result_file_lacks_its_header(faulty: FaultyServer) -> None:
    """The first line of a result file, which names its columns, is missing."""
    faulty.around(results, "_lines", lambda lines: lambda job: list(lines(job))[1:])


@faulty_server
def a_result_file_lacks_its_last_step(faulty: FaultyServer) -> None:
    """The last step is missing in a result file."""
    faulty.around(results, "_lines", lambda lines: lambda job: [*list(lines(job))[:-2], ""])


@faulty_server
def statuses_are_in_capitals(faulty: FaultyServer) -> None:
    """The status of a job is written in capitals."""
    faulty.objects(JOB, lambda job: job.update(status=job["status"].upper()))


@faulty_server
def success_is_called_completed(faulty: FaultyServer) -> None:
    """A job that has succeeded has the status `completed`."""
    faulty.objects(JOB, lambda job: _at(job, (SUCCEEDED,), status="completed"))


@faulty_server
def canceled_is_spelt_with_one_l(faulty: FaultyServer) -> None:
    """A cancelled job has the status `canceled`."""
    faulty.objects(JOB, lambda job: _at(job, ("cancelled",), status="canceled"))


@faulty_server
def a_waiting_job_is_pending(faulty: FaultyServer) -> None:
    """A queued job has the status `pending`."""
    faulty.objects(JOB, lambda job: _at(job, ("queued",), status="pending"))


@faulty_server
def a_failure_is_a_text(faulty: FaultyServer) -> None:
    """`error` of a failed job is a text."""
    faulty.objects(JOB, lambda job: _at(job, ("failed",), error="the file is bad"))


@faulty_server
def a_failure_gives_no_reason(faulty: FaultyServer) -> None:
    """`error` of a failed job is null."""
    faulty.objects(JOB, lambda job: _at(job, ("failed",), error=None))


@faulty_server
def a_failure_has_no_message(faulty: FaultyServer) -> None:
    """`error` of a failed job lacks its message."""
    faulty.objects(JOB, lambda job: job["status"] == "failed" and job["error"].pop("message"))


@faulty_server
def a_healthy_job_has_an_error(faulty: FaultyServer) -> None:
    """A job that runs well has an `error` with a code."""
    trouble = {"code": "none", "message": "no error", "param": None}
    faulty.objects(JOB, lambda job: _at(job, ("running", SUCCEEDED), error=trouble))


@faulty_server
def auto_stays_auto(faulty: FaultyServer) -> None:
    """The hyperparameters of a job that has run still say `auto`."""
    faulty.around(
        jobs, "job_view", lambda view: lambda *given, **named: _auto(view(*given, **named))
    )


@faulty_server
def checkpoints_name_models_that_do_not_exist(faulty: FaultyServer) -> None:
    """The model that a checkpoint names cannot be found."""
    faulty.objects(
        CHECKPOINT,
        lambda one: one.update(
            fine_tuned_model_checkpoint=one["fine_tuned_model_checkpoint"] + "x"
        ),
    )


@faulty_server
def the_last_checkpoint_is_not_the_model(faulty: FaultyServer) -> None:
    """The last checkpoint of a job has a name of its own."""
    faulty.around(
        outputs,
        "final_model",
        lambda _name: (
            lambda job: outputs.model_name(job.model, job.organization, None, job.id, "x")
        ),
    )


@faulty_server
def a_model_is_named_without_its_base(faulty: FaultyServer) -> None:
    """The name of a trained model does not hold the model that it was made from."""
    faulty.replace(catalog, "base_of", lambda _model: "model")


def _auto(view: Json) -> Json:
    if view["hyperparameters"]:
        view["hyperparameters"] = dict.fromkeys(view["hyperparameters"], "auto")
    return view
