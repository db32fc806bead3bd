"""A first look at a server: every operation that needs nothing but what was made on the way."""

from fine_tuning_contract.conformance import Session, Target

from .steps import REFUSED_STATE, Json, chat_examples, create_job, tag, upload

_GRADER: Json = {
    "type": "string_check",
    "name": "check",
    "input": "{{ sample.output_text }}",
    "reference": "{{ item.answer }}",
    "operation": "eq",
}


def first_tour(api: Session, target: Target) -> dict[str, str]:
    """
    Call the operations one after the other, leaving out features that the target lacks.

    Nothing is arranged beforehand, so whatever is wrong with an answer is found here. Returns what
    was made, by kind.
    """
    lacks = target.setup.lacks
    made: dict[str, str] = {}
    if "files" not in lacks:
        made["file"] = _see_a_file(api)
    if "models" not in lacks:
        api.call("listModels")
        api.call("retrieveModel", model=api.target.setup.model)
    own = target.setup.training_file
    if own == "upload":
        # A profile may leave files out; a job needs one all the same.
        own = made.get("file") or upload(api, chat_examples(10))["id"]
    made["job"] = _see_a_job(api, target, own)
    if "graders" not in lacks:
        body: Json = {"grader": _GRADER, "item": {"answer": "a"}, "model_sample": "a"}
        api.call("validateGrader", json={"grader": _GRADER})
        api.call("runGrader", json=body)
    if "files" not in lacks:
        api.call("deleteFile", file_id=made["file"])
    return made


def _see_a_file(api: Session) -> str:
    file_id: str = upload(api, chat_examples(10))["id"]
    api.call("retrieveFile", file_id=file_id)
    api.call("downloadFile", file_id=file_id)
    api.call("listFiles", limit=2)
    return file_id


def _see_a_job(api: Session, target: Target, file_id: str) -> str:
    job_id: str = create_job(api, file_id, metadata={"contract": tag()}, suffix="tour", seed=1)[
        "id"
    ]
    name: Json = {"fine_tuning_job_id": job_id}
    api.call("retrieveFineTuningJob", **name)
    api.call("listPaginatedFineTuningJobs", limit=2)
    api.call("listFineTuningEvents", **name)
    if "checkpoints" not in target.setup.lacks:
        api.call("listFineTuningJobCheckpoints", **name)
    # It may have ended meanwhile, where the way to the server is long.
    api.call("cancelFineTuningJob", **name, expect=(200, *REFUSED_STATE))
    return job_id
