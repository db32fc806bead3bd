"""Servers whose events tell another story."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits
from .routes import EVENTS


@breaks("events-belong-to-their-job")
async def events_of_the_first_job_are_everyones(asked: Asked, server: Server) -> Answered:
    """Whichever job is asked for, the events are those of the first job that was."""
    if not asked.is_for("GET", EVENTS):
        return await server.forward(asked)
    first = server.memory.setdefault("first", asked.path)
    return await server.forward(asked.changed(path=first))


@breaks("events-have-ids-of-their-own")
@edits("GET", EVENTS)
def neighbours_share_an_id(page: Json, _asked: Asked) -> None:
    """The first two events of a page have one id."""
    if len(page["data"]) > 1:
        page["data"][0]["id"] = page["data"][1]["id"]


@breaks("events-only-grow")
@edits("GET", EVENTS)
def old_events_are_forgotten(page: Json, _asked: Asked) -> None:
    """Only the three latest events are kept."""
    page["data"] = page["data"][:3]
    page["has_more"] = False


@breaks("events-tell-of-the-end")
@edits("GET", EVENTS)
def messages_are_empty(page: Json, _asked: Asked) -> None:
    """Events say nothing but that something happened."""
    for event in page["data"]:
        event["message"] = "Something happened"


@breaks("events-measure-steps")
@edits("GET", EVENTS)
def every_step_is_the_first(page: Json, _asked: Asked) -> None:
    """Every event of type `metrics` is about step 1."""
    for event in page["data"]:
        if event["type"] == "metrics":
            event["data"]["step"] = 1


@breaks("events-do-not-precede-their-job")
@edits("GET", EVENTS)
def events_are_dated_an_hour_early(page: Json, _asked: Asked) -> None:
    """Events are dated by a clock that is an hour slow."""
    for event in page["data"]:
        event["created_at"] -= 3600
