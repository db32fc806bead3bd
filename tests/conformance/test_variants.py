"""Servers that differ from the emulator and are right all the same."""

import gzip
from collections.abc import Awaitable, Callable

import pytest

from contract_tests.violations.edge import Answered, Asked, Server, refusal
from contract_tests.violations.proof import served
from contract_tests.violations.routes import CANCEL, JOB, JOBS, MODEL, PAUSE, PERMISSIONS, RESUME
from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Options,
    Target,
    Verdict,
    check,
    read_description,
    rule_book,
)
from fine_tuning_contract.emulator import Settings

_OF_A_CREATION = frozenset(
    read_description(places.normalized_description()).look_up(
        "CreateFineTuningJobRequest/properties"
    )
)

Variant = Callable[[Asked, Server], Awaitable[Answered]]


async def as_it_is(asked: Asked, server: Server) -> Answered:
    """Answer as the emulator does."""
    return await server.forward(asked)


async def conflicts(asked: Asked, server: Server) -> Answered:
    """Answer an action in the wrong state with 409 instead of 400."""
    answered = await server.forward(asked)
    acts = any(asked.is_for("POST", route) for route in (CANCEL, PAUSE, RESUME))
    return refusal(409, "Wrong state.") if acts and answered.status == 400 else answered


async def empty_after_unknown(asked: Asked, server: Server) -> Answered:
    """Answer an unknown cursor with an empty page."""
    answered = await server.forward(asked)
    if asked.method == "GET" and "after" in asked.query and answered.status == 400:
        rest = {key: value for key, value in asked.query.items() if key != "after"}
        page = (await server.forward(asked.changed(query=rest))).json
        bounds = {key: None for key in ("first_id", "last_id") if key in page}
        page |= {"data": [], "has_more": False, **bounds}
        return answered.changed(status=200, json=page)
    return answered


async def lenient_limits(asked: Asked, server: Server) -> Answered:
    """Read a limit that makes no sense as if there were none."""
    answered = await server.forward(asked)
    if asked.method == "GET" and "limit" in asked.query and answered.status == 400:
        rest = {key: value for key, value in asked.query.items() if key != "limit"}
        return await server.forward(asked.changed(query=rest))
    return answered


async def strict_members(asked: Asked, server: Server) -> Answered:
    """Refuse a member that the description does not know."""
    strangers = sorted(set(asked.json) - _OF_A_CREATION) if asked.is_for("POST", JOBS) else []
    if strangers and asked.headers.get("authorization") == "Bearer sk-test":
        return refusal(400, f"Unknown parameter: {strangers[0]!r}.", param=strangers[0])
    return await server.forward(asked)


async def early_validation(asked: Asked, server: Server) -> Answered:
    """Look at the training data before a job is created, and refuse bad data at once."""
    if asked.is_for("POST", JOBS) and isinstance(asked.json.get("training_file"), str):
        path = f"/files/{asked.json['training_file']}/content"
        file = await server.forward(asked.changed(method="GET", path=path, body=b""))
        lines = file.body.splitlines()
        if file.status == 200 and (len(lines) < 10 or b'"assistant"' not in lines[0]):
            return refusal(400, "Bad training data.", param="training_file")
    return await server.forward(asked)


async def queued_from_the_start(asked: Asked, server: Server) -> Answered:
    """Show a job whose files are being validated as queued."""
    answered = await server.forward(asked)
    job = answered.json
    shows = asked.is_for("POST", JOBS) or asked.is_for("GET", JOB)
    if shows and job.get("status") == "validating_files":
        return answered.changed(json={**job, "status": "queued"})
    return answered


async def ordinary_keys_are_unknown(asked: Asked, server: Server) -> Answered:
    """Answer an ordinary key with 401 where an admin key is needed."""
    answered = await server.forward(asked)
    is_theirs = "/permissions" in asked.path
    return refusal(401, "Wrong key.") if is_theirs and answered.status == 403 else answered


async def others_models_are_unknown(asked: Asked, server: Server) -> Answered:
    """Answer the deletion of somebody else's model with 404."""
    answered = await server.forward(asked)
    if asked.is_for("DELETE", MODEL) and answered.status == 403:
        return refusal(404, "The model does not exist.")
    return answered


async def permissions_only_once(asked: Asked, server: Server) -> Answered:
    """Refuse a permission for a project that has one."""
    if asked.is_for("POST", PERMISSIONS):
        given = server.memory.setdefault("given", set())
        projects = {(asked.path, str(each)) for each in asked.json.get("project_ids") or []}
        if projects & given and asked.headers.get("authorization") == "Bearer sk-admin":
            return refusal(400, "Already permitted.", param="project_ids")
        given |= projects
    return await server.forward(asked)


async def compressed_and_closed(asked: Asked, server: Server) -> Answered:
    """Compress what may be compressed, and close the connection after every answer."""
    answered = await server.forward(asked)
    headers = {**answered.headers, "connection": "close"}
    accepted = asked.headers.get("accept-encoding", "").partition(";")[0]
    if accepted != "gzip" or asked.method == "HEAD":
        return answered.changed(headers=headers)
    body = gzip.compress(answered.body)
    return answered.changed(headers={**headers, "content-encoding": "gzip"}, body=body)


async def limits_the_rate(asked: Asked, server: Server) -> Answered:
    """Refuse every seventh request for now."""
    server.memory["asked"] = server.memory.get("asked", 0) + 1
    if server.memory["asked"] % 7:
        return await server.forward(asked)
    refused = refusal(429, "Slow down.", code="rate_limit_exceeded")
    return refused.changed(headers={**refused.headers, "retry-after": "0"})


async def dated_models_only(asked: Asked, server: Server) -> Answered:
    """Know no model without the date of its version."""
    answered = await server.forward(asked)
    if asked.is_for("POST", JOBS) and asked.json.get("model") == "gpt-4o-mini":
        return refusal(400, "The model does not exist.", param="model", code="model_not_found")
    if asked.is_for("GET", "/models") and answered.status == 200:
        models = [each for each in answered.json["data"] if each["id"] != "gpt-4o-mini"]
        return answered.changed(json={**answered.json, "data": models})
    return answered


async def models_of_others(asked: Asked, server: Server) -> Answered:
    """List none of the models that are known here."""
    answered = await server.forward(asked)
    if asked.is_for("GET", "/models") and answered.status == 200:
        models = [{**each, "id": f"other-{each['id']}"} for each in answered.json["data"]]
        return answered.changed(json={**answered.json, "data": models})
    return answered


async def jobs_end_at_once(asked: Asked, server: Server) -> Answered:
    """Have a job done before anybody looks at it."""
    return await server.forward(asked)


_PLAIN = Settings(speed=20)
_SEEN = {"answers", "events", "files", "jobs", "results", "settings"}


@pytest.mark.parametrize(
    ("variant", "settings", "areas"),
    [
        (conflicts, _PLAIN, {"life", "standstill", "traffic"}),
        (empty_after_unknown, _PLAIN, {"listing", "walks"}),
        (lenient_limits, _PLAIN, {"listing"}),
        (strict_members, _PLAIN, {"requests", "bodies", "schemas"}),
        (early_validation, _PLAIN, {"jobs", "life", "settings"}),
        (queued_from_the_start, _PLAIN, {"jobs", "life", "standstill"}),
        (ordinary_keys_are_unknown, _PLAIN, {"permissions"}),
        (others_models_are_unknown, _PLAIN, {"models"}),
        (permissions_only_once, _PLAIN, {"permissions", "walks", "bodies"}),
        (compressed_and_closed, _PLAIN, {"answers", "traffic", "addresses", "refusals"}),
        (limits_the_rate, _PLAIN, {"jobs", "life", "traffic"}),
        (dated_models_only, _PLAIN, {"jobs", "answers"}),
        (as_it_is, Settings(speed=20, wire=True), _SEEN),
        (jobs_end_at_once, Settings(speed=10_000), {"events", "listing"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_correct_server_that_differs_stays_green(
    variant: Variant, settings: Settings, areas: set[str]
) -> None:
    """Where the description leaves a choice, either choice is kept."""
    book = rule_book(places.rules())
    ids = tuple(rule.id for rule in book if rule.subject == "server" and rule.area in areas)
    with served(variant, settings) as url:
        options = Options(places.normalized_description(), places.rules(), ids, "server")
        report = check(Target(url, "sk-test", "sk-admin"), options)

    assert {
        result.rule.id: result.message
        for result in report.results
        if result.verdict is not Verdict.KEPT
    } == {}


@pytest.mark.parametrize(
    ("variant", "told"),
    [
        (dated_models_only, "lists gpt-4o-mini-2024-07-18 and not gpt-4o-mini, so that is"),
        (models_of_others, "does not list the model gpt-4o-mini; `model` in --setup names"),
    ],
)
def test_model_that_is_not_listed_is_told(variant: Variant, told: str) -> None:
    """What is trained in the place of the setup's model, or that nothing was found, is a note."""
    with served(variant, _PLAIN) as url:
        ids = ("life-touches-no-other-job",)
        options = Options(places.normalized_description(), places.rules(), ids, "server")
        report = check(Target(url, "sk-test", "sk-admin"), options)

    assert told in " ".join(report.notes)
