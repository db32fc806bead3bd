"""Servers that read into a body what does not stand there."""

from typing import Any

from fine_tuning_contract.conformance import breaks
from fine_tuning_contract.conformance.values import is_list, is_object

from .edge import Answered, Asked, Server, misreads, refusal
from .routes import JOBS, PERMISSIONS, RUN_GRADER, VALIDATE_GRADER


@breaks("bodies-of-permissions-are-checked")
@misreads("POST", PERMISSIONS)
def projects_are_made_of_anything(asked: Asked) -> Asked:
    """Whatever stands for the projects becomes a list of texts."""
    given: Any = asked.json.get("project_ids")
    projects = [str(each) for each in given] if is_list(given) else [str(given)]
    return asked.changed(json={"project_ids": projects})


@breaks("bodies-of-no-projects-do-no-harm")
async def no_project_is_a_server_error(asked: Asked, server: Server) -> Answered:
    """A request without a project brings the server down."""
    if asked.is_for("POST", PERMISSIONS) and asked.json.get("project_ids") == []:
        return refusal(500, "IndexError: list index out of range")
    return await server.forward(asked)


@breaks("bodies-refused-permit-nobody")
async def good_projects_are_permitted_first(asked: Asked, server: Server) -> Answered:
    """Of a request that is refused, the projects that were right are permitted."""
    answered = await server.forward(asked)
    if asked.is_for("POST", PERMISSIONS) and answered.status == 400:
        good = [each for each in asked.json["project_ids"] if isinstance(each, str)]
        await server.forward(asked.changed(json={"project_ids": good}))
    return answered


@breaks("bodies-of-graders-are-checked")
@misreads("POST", RUN_GRADER)
def samples_are_made_of_anything(asked: Asked) -> Asked:
    """Whatever stands for the sample becomes a text."""
    body = asked.json
    return asked.changed(json={**body, "model_sample": str(body.get("model_sample"))})


@breaks("bodies-wrong-are-told-where")
async def refusals_name_no_field(asked: Asked, server: Server) -> Answered:
    """Whatever is wrong with a grader or a permission is told in two words."""
    answered = await server.forward(asked)
    routes = (RUN_GRADER, VALIDATE_GRADER, PERMISSIONS)
    if answered.status == 400 and any(asked.is_for("POST", route) for route in routes):
        return refusal(400, "Bad request.")
    return answered


@breaks("bodies-of-methods-are-checked")
@misreads("POST", JOBS)
def settings_out_of_range_are_left_out(asked: Asked) -> Asked:
    """The settings of a job by preferences are left to the server if it is given any."""
    method: Any = asked.json.get("method")
    if not is_object(method) or method.get("type") != "dpo":
        return asked
    return asked.changed(json={**asked.json, "method": {"type": "dpo", "dpo": {}}})


@breaks("bodies-at-their-bounds-are-taken")
async def longest_suffix_is_too_long(asked: Asked, server: Server) -> Answered:
    """A suffix must be shorter than what is the longest."""
    if asked.is_for("POST", JOBS) and len(str(asked.json.get("suffix"))) >= 64:
        return refusal(400, "The suffix is too long.", param="suffix")
    return await server.forward(asked)


@breaks("bodies-may-name-their-charset")
async def media_type_is_compared_letter_by_letter(asked: Asked, server: Server) -> Answered:
    """JSON whose media type is spelled otherwise is refused."""
    if asked.method == "POST" and asked.headers.get("content-type", "").startswith(
        ("application/json;", "Application")
    ):
        return refusal(400, "Unsupported media type.")
    return await server.forward(asked)


@breaks("refusals-write-null-for-nothing")
async def refusals_write_none(asked: Asked, server: Server) -> Answered:
    """Where a refusal has no code or no parameter, it says so in a word."""
    answered = await server.forward(asked)
    if answered.status < 400 or "error" not in answered.json:
        return answered
    error = {
        key: "None" if value is None else value for key, value in answered.json["error"].items()
    }
    return answered.changed(json={"error": error})


@breaks("refusals-are-of-one-family")
async def refusals_are_all_of_the_server(asked: Asked, server: Server) -> Answered:
    """Every refusal says that the server failed."""
    answered = await server.forward(asked)
    if answered.status < 400 or "error" not in answered.json:
        return answered
    return answered.changed(json={"error": {**answered.json["error"], "type": "server_error"}})


@breaks("refusals-show-no-trace")
async def refusals_tell_where_they_arose(asked: Asked, server: Server) -> Answered:
    """The message of a refusal ends with the lines of the program that led to it."""
    answered = await server.forward(asked)
    if answered.status < 400 or "error" not in answered.json:
        return answered
    error = answered.json["error"]
    message = f"{error['message']}\n    at refuse (server.js:12:7)"
    return answered.changed(json={"error": {**error, "message": message}})


@breaks(
    "refusals-carry-known-codes",
    "refusals-name-files-by-their-place",
    "refusals-of-models-are-known",
    "refusals-of-purposes-name-them",
)
async def refusals_say_only_no(asked: Asked, server: Server) -> Answered:
    """Refusals carry neither code nor parameter."""
    answered = await server.forward(asked)
    if answered.status < 400 or "error" not in answered.json:
        return answered
    bare = {**answered.json["error"], "code": None, "param": None}
    return answered.changed(json={"error": bare})
