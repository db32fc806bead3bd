"""Faults in what a job tells of its course: its events and its checkpoints."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import secrets
from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import chronicle, jobs, life, outputs
from contract_tests.mutants.operations import CHECKPOINT, CHECKPOINTS, EVENT, EVENTS


def _cursor(exchange: Exchange) -> str:
    return exchange.query.partition("after=")[2].partition("&")[0]


@faulty_server
def events_come_oldest_first(faulty: FaultyServer) -> None:
    """The events of each page run from the oldest to the newest."""
    faulty.answers(EVENTS, lambda page: page["data"].reverse())


@faulty_server
def the_page_of_events_starts_with_the_cursor(faulty: FaultyServer) -> None:
    """A page of events starts with the event that `after` names."""
    faulty.around(
        chronicle.Chronicle,
        "position",
        lambda position: lambda told, event: _plus(position(told, event), 1),
    )


@faulty_server
def the_page_of_events_skips_one(faulty: FaultyServer) -> None:
    """A page of events leaves out the one that follows the cursor."""
    faulty.around(
        chronicle.Chronicle,
        "position",
        lambda position: lambda told, event: _plus(position(told, event), -1),
    )


@faulty_server
def the_cursor_of_events_is_ignored(faulty: FaultyServer) -> None:
    """Every page of events is the first one."""
    faulty.replace(chronicle.Chronicle, "position", lambda told, _event: told.count)


@faulty_server
def the_limit_of_events_is_ignored(faulty: FaultyServer) -> None:
    """The list of events always has up to 20 on a page."""

    def unask(exchange: Exchange) -> None:
        after = _cursor(exchange)
        exchange.query = f"after={after}" if after else ""

    faulty.before(EVENTS, unask)


@faulty_server
def there_are_never_more_events(faulty: FaultyServer) -> None:
    """`has_more` is false on every page of events."""
    faulty.answers(EVENTS, lambda page: page.update(has_more=False))


@faulty_server
def there_are_always_more_events(faulty: FaultyServer) -> None:
    """`has_more` is true on every page of events."""
    faulty.answers(EVENTS, lambda page: page.update(has_more=True))


@faulty_server
def only_twenty_events_are_kept(faulty: FaultyServer) -> None:
    """A job has its twenty newest events and no more."""

    def end(exchange: Exchange) -> None:
        view = exchange.view()
        if exchange.succeeded and view is not None:
            exchange.write(
                {**view, "has_more": False, "data": [] if _cursor(exchange) else view["data"]}
            )

    faulty.after(EVENTS, end)


@faulty_server
def the_first_events_are_lost(faulty: FaultyServer) -> None:
    """The events of a job begin with its start."""
    faulty.replace(chronicle, "_opening", lambda _job: vars(chronicle)["_block"]())


@faulty_server
def events_are_written_twice(faulty: FaultyServer) -> None:
    """Each event of a page stands there twice."""

    def double(page: Json) -> None:
        page["data"] = [event for event in page["data"] for _ in range(2)]

    faulty.answers(EVENTS, double)


@faulty_server
def events_belong_to_another_job(faulty: FaultyServer) -> None:
    """The events of a job are those of the job whose events were listed before."""
    asked: list[str] = []

    def misdirect(exchange: Exchange) -> None:
        asked.append(exchange.path)
        if not _cursor(exchange):
            exchange.path = asked[max(len(asked) - 2, 0)]

    faulty.before(EVENTS, misdirect)


@faulty_server
def event_ids_change(faulty: FaultyServer) -> None:
    """Each look at the events gives them other ids."""
    faulty.objects(EVENT, lambda event: event.update(id="ftevent-" + secrets.token_hex(12)))


@faulty_server
def event_ids_are_the_same(faulty: FaultyServer) -> None:
    """All events of a job have one id."""
    faulty.objects(EVENT, lambda event: event.update(id="ftevent-000000000000000000000000"))


@faulty_server
def events_count_time_in_milliseconds(faulty: FaultyServer) -> None:
    """`created_at` of an event is in milliseconds."""
    faulty.objects(EVENT, lambda event: event.update(created_at=event["created_at"] * 1000))


@faulty_server
def events_have_no_time(faulty: FaultyServer) -> None:
    """`created_at` of an event is 0."""
    faulty.objects(EVENT, lambda event: event.update(created_at=0))


@faulty_server
def event_levels_are_in_capitals(faulty: FaultyServer) -> None:
    """The level of an event is written in capitals."""
    faulty.objects(EVENT, lambda event: event.update(level=event["level"].upper()))


@faulty_server
def event_messages_are_null(faulty: FaultyServer) -> None:
    """Events of the type `metrics` have no message."""
    faulty.objects(EVENT, lambda event: event["type"] == "metrics" and event.update(message=None))


@faulty_server
def event_data_are_a_text(faulty: FaultyServer) -> None:
    """The data of an event are JSON in a text."""
    faulty.objects(EVENT, lambda event: event.update(data=str(event["data"])))


@faulty_server
def event_types_are_unknown(faulty: FaultyServer) -> None:
    """Events of metrics have the type `metric`."""
    faulty.objects(EVENT, lambda event: event["type"] == "metrics" and event.update(type="metric"))


@faulty_server
def metrics_are_not_told(faulty: FaultyServer) -> None:
    """A job that trains has no events of metrics."""
    faulty.replace(chronicle, "_training", lambda *_: vars(chronicle)["_block"]())


@faulty_server
def events_vanish_at_the_end(faulty: FaultyServer) -> None:
    """A job that has ended has no events any more."""

    def wrap(tell: Any) -> Any:
        def forgotten(job: Any, now: float) -> Any:
            told = tell(job, now)
            ended = life.current(life.timeline(job), now).status in life.FINAL
            return chronicle.Chronicle(job, [], [], 0) if ended else told

        return forgotten

    faulty.around(jobs, "chronicle", wrap)


@faulty_server
def an_unknown_job_has_no_events(faulty: FaultyServer) -> None:
    """The events of a job that does not exist are an empty list."""

    def empty(exchange: Exchange) -> None:
        if exchange.status == 404:
            exchange.answer(200, {"object": "list", "data": [], "has_more": False})

    faulty.after(EVENTS, empty)


@faulty_server
def an_unknown_job_has_no_checkpoints(faulty: FaultyServer) -> None:
    """The checkpoints of a job that does not exist are an empty list."""

    def empty(exchange: Exchange) -> None:
        if exchange.status == 404:
            exchange.answer(200, {"object": "list", "data": [], "has_more": False})

    faulty.after(CHECKPOINTS, empty)


@faulty_server
def the_lowest_checkpoint_comes_first(faulty: FaultyServer) -> None:
    """The checkpoints of a page run from the lowest step to the highest."""

    def turn(page: Json) -> None:
        page["data"].reverse()
        page["first_id"], page["last_id"] = page["last_id"], page["first_id"]

    faulty.answers(CHECKPOINTS, turn)


@faulty_server
def checkpoints_belong_to_another_job(faulty: FaultyServer) -> None:
    """A checkpoint names another job than the one it is listed for."""
    faulty.objects(CHECKPOINT, lambda one: one.update(fine_tuning_job_id="ftjob-" + "0" * 24))


@faulty_server
def checkpoints_are_there_too_early(faulty: FaultyServer) -> None:
    """The checkpoints of a job are listed while it is running."""

    def early(finished: Any) -> Any:
        def visible(job: Any, spans: Any) -> Any:
            found = finished(job, spans)
            return [
                outputs.Checkpoint(one.id, one.model, one.step, one.created_at, 0.0)
                for one in found
            ]

        return visible

    faulty.around(outputs, "_finished", early)


@faulty_server
def there_are_no_checkpoints(faulty: FaultyServer) -> None:
    """A job that has succeeded has no checkpoints."""
    faulty.answers(
        CHECKPOINTS, lambda page: page.update(data=[], first_id=None, last_id=None, has_more=False)
    )


@faulty_server
def the_limit_of_checkpoints_is_ignored(faulty: FaultyServer) -> None:
    """The list of checkpoints always shows all."""

    def unask(exchange: Exchange) -> None:
        after = _cursor(exchange)
        exchange.query = f"after={after}" if after else ""

    faulty.before(CHECKPOINTS, unask)


@faulty_server
def the_cursor_of_checkpoints_is_ignored(faulty: FaultyServer) -> None:
    """Every page of checkpoints is the first one."""

    def unask(exchange: Exchange) -> None:
        parts = exchange.query.split("&")
        exchange.query = "&".join(part for part in parts if not part.startswith("after="))

    faulty.before(CHECKPOINTS, unask)


@faulty_server
def there_are_never_more_checkpoints(faulty: FaultyServer) -> None:
    """`has_more` is false on every page of checkpoints."""
    faulty.answers(CHECKPOINTS, lambda page: page.update(has_more=False))


@faulty_server
def the_ends_of_checkpoints_are_swapped(faulty: FaultyServer) -> None:
    """`first_id` and `last_id` of a page of checkpoints are exchanged."""
    faulty.answers(
        CHECKPOINTS, lambda page: page.update(first_id=page["last_id"], last_id=page["first_id"])
    )


@faulty_server
def checkpoint_ids_change(faulty: FaultyServer) -> None:
    """Each look at the checkpoints gives them other ids."""

    def rename(page: Json) -> None:
        for one in page["data"]:
            one["id"] = "ftckpt_" + secrets.token_hex(12)
        if page["data"]:
            page["first_id"], page["last_id"] = page["data"][0]["id"], page["data"][-1]["id"]

    faulty.answers(CHECKPOINTS, rename)


@faulty_server
def steps_of_checkpoints_are_texts(faulty: FaultyServer) -> None:
    """`step_number` of a checkpoint is a text."""
    faulty.objects(CHECKPOINT, lambda one: one.update(step_number=str(one["step_number"])))


@faulty_server
def steps_of_checkpoints_count_from_zero(faulty: FaultyServer) -> None:
    """`step_number` of a checkpoint is one less than its metrics say."""
    faulty.objects(CHECKPOINT, lambda one: one.update(step_number=one["step_number"] - 1))


@faulty_server
def checkpoints_have_no_metrics(faulty: FaultyServer) -> None:
    """Checkpoints lack `metrics`."""
    faulty.objects(CHECKPOINT, lambda one: one.pop("metrics"))


@faulty_server
def metrics_of_checkpoints_are_texts(faulty: FaultyServer) -> None:
    """The numbers in a checkpoint's metrics are texts."""

    def spell(one: Json) -> None:
        one["metrics"] = {name: str(value) for name, value in one["metrics"].items()}

    faulty.objects(CHECKPOINT, spell)


@faulty_server
def all_checkpoints_name_one_model(faulty: FaultyServer) -> None:
    """Every checkpoint of a job names the same model."""
    names: dict[str, str] = {}

    def unite(one: Json) -> None:
        model = one["fine_tuned_model_checkpoint"]
        one["fine_tuned_model_checkpoint"] = names.setdefault(one["fine_tuning_job_id"], model)

    faulty.objects(CHECKPOINT, unite)


@faulty_server
def an_unknown_cursor_of_events_is_a_server_error(faulty: FaultyServer) -> None:
    """A page of events after an unknown id is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.status == 400 and _cursor(exchange):
            exchange.fail()

    faulty.after((EVENTS, CHECKPOINTS), break_down)


def _plus(position: int | None, more: int) -> int | None:
    return None if position is None else max(position + more, 0)
