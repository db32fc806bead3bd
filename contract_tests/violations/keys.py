"""Servers with a door that does not close."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Server, refusal
from .routes import CANCEL, FILE, JOB, MODELS

_KEY = "sk-test"


def _with_key(asked: Asked) -> Asked:
    return asked.changed(headers={**asked.headers, "authorization": f"Bearer {_KEY}"})


@breaks("keys-are-demanded-everywhere")
async def models_are_open_to_all(asked: Asked, server: Server) -> Answered:
    """The list of models needs no key."""
    return await server.forward(_with_key(asked) if asked.is_for("GET", MODELS) else asked)


@breaks("keys-are-demanded-everywhere")
async def unknown_files_are_told_to_strangers(asked: Asked, server: Server) -> Answered:
    """A file is looked for before the key is looked at."""
    known = await server.forward(_with_key(asked)) if asked.is_for("GET", FILE) else None
    return known if known and known.status == 404 else await server.forward(asked)


@breaks("keys-count-whole")
async def start_of_a_key_is_enough(asked: Asked, server: Server) -> Answered:
    """A key is right if it starts like the right one, in whatever case."""
    given = asked.headers.get("authorization", "").removeprefix("Bearer ").lower()
    near = given.startswith(_KEY[:-1])
    return await server.forward(_with_key(asked) if near else asked)


@breaks("keys-right-in-the-wrong-scheme")
async def scheme_is_ignored(asked: Asked, server: Server) -> Answered:
    """The key is taken from the last word of the header, whatever stands before it."""
    last = asked.headers.get("authorization", "").rpartition(" ")[2]
    return await server.forward(_with_key(asked) if last == _KEY else asked)


@breaks("keys-guard-heads")
async def heads_need_no_key(asked: Asked, server: Server) -> Answered:
    """Only what GET answers is guarded."""
    answered = await server.forward(asked)
    return answered.changed(status=200) if asked.method == "HEAD" else answered


@breaks("keys-take-the-scheme-in-any-case")
async def scheme_is_compared_letter_by_letter(asked: Asked, server: Server) -> Answered:
    """Only `Bearer` is a scheme, and `bearer` is none."""
    spelled = asked.headers.get("authorization", "Bearer").startswith("Bearer")
    return await server.forward(asked) if spelled else refusal(401, "Wrong key.")


@breaks("keys-hide-what-exists")
async def existing_jobs_are_told_to_strangers(asked: Asked, server: Server) -> Answered:
    """A stranger reads in the refusal whether the job exists."""
    answered = await server.forward(asked)
    if answered.status == 401 and asked.is_for("GET", JOB):
        known = await server.forward(_with_key(asked))
        return refusal(401, "Not your job." if known.status == 200 else "Wrong key.")
    return answered


@breaks("keys-guard-changes")
async def deed_is_done_before_the_key_is_looked_at(asked: Asked, server: Server) -> Answered:
    """Cancelling with a wrong key is refused after the job was cancelled."""
    answered = await server.forward(asked)
    if answered.status == 401 and asked.is_for("POST", CANCEL):
        await server.forward(_with_key(asked))
    return answered


@breaks("keys-guard-files", "keys-guard-creation")
async def strangers_are_served_and_refused(asked: Asked, server: Server) -> Answered:
    """What a stranger asks for is done, and then refused."""
    answered = await server.forward(asked)
    if answered.status == 401 and asked.method in {"POST", "DELETE"}:
        await server.forward(_with_key(asked))
    return answered


@breaks("keys-of-admins-count-whole")
async def start_of_an_admin_key_is_enough(asked: Asked, server: Server) -> Answered:
    """An admin key is right if it starts like the right one."""
    near = asked.headers.get("authorization", "").startswith("Bearer sk-admi")
    headers = {**asked.headers, "authorization": "Bearer sk-admin"}
    return await server.forward(asked.changed(headers=headers) if near else asked)


@breaks("keys-name-the-error")
async def wrong_key_has_no_code(asked: Asked, server: Server) -> Answered:
    """The refusal of a wrong key carries no code."""
    answered = await server.forward(asked)
    return refusal(401, "Wrong key.") if answered.status == 401 else answered
