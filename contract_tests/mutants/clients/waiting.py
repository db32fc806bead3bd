"""Faults in how a client waits for a job and follows its events."""

from contract_tests.mutants.catalogue import faulty_client
from contract_tests.mutants.edits import FaultyClient

_JOBS = "resources/fine_tuning_jobs.py"
_WAITING = "runtime/waiting.py"
_ENDS = 'frozenset({"succeeded", "failed", "cancelled", "paused"})'


@faulty_client
def waiting_ends_while_the_job_runs(client: FaultyClient) -> None:
    """Waiting ends as soon as the job is running."""
    client.edit(_JOBS, _ENDS, _ENDS.replace('"paused"', '"paused", "running"'))


@faulty_client
def waiting_goes_on_after_a_failure(client: FaultyClient) -> None:
    """Waiting does not end when the job has failed."""
    client.edit(_JOBS, _ENDS, _ENDS.replace('"failed", ', ""))


@faulty_client
def waiting_goes_on_after_a_cancellation(client: FaultyClient) -> None:
    """Waiting does not end when the job was cancelled."""
    client.edit(_JOBS, _ENDS, _ENDS.replace('"cancelled", ', ""))


@faulty_client
def waiting_goes_on_during_a_pause(client: FaultyClient) -> None:
    """Waiting does not end when the job was paused."""
    client.edit(_JOBS, _ENDS, _ENDS.replace(', "paused"', ""))


@faulty_client
def waiting_has_no_end(client: FaultyClient) -> None:
    """Waiting goes on when its time is over."""
    client.edit(_WAITING, "        if left <= 0:\n", "        if False:\n")


@faulty_client
def changes_are_not_told(client: FaultyClient) -> None:
    """`on_change` is never called."""
    client.edit(
        _WAITING,
        "if watch.changed(seen) and on_change is not None:",
        "if watch.changed(seen) and False:",
    )


@faulty_client
def every_look_is_a_change(client: FaultyClient) -> None:
    """`on_change` is called with every look."""
    client.edit(_WAITING, "        return bool(state != before)", "        return True")


@faulty_client
def events_come_newest_first(client: FaultyClient) -> None:
    """Events that are followed come newest first."""
    client.edit(_WAITING, "return fresh[::-1]", "return fresh")


@faulty_client
def events_come_twice(client: FaultyClient) -> None:
    """Events that were given are given again with the next look."""
    client.edit(
        _WAITING, "return self._last is not None and _id(event) == self._last", "return False"
    )


@faulty_client
def the_last_events_are_lost(client: FaultyClient) -> None:
    """The events of the last look are not given."""
    client.edit(
        _WAITING,
        "        yield from given.in_order(fresh)\n        if watch.ended:\n            return\n",
        "        if watch.ended:\n            return\n        yield from given.in_order(fresh)\n",
    )


@faulty_client
def the_last_events_are_lost_when_awaited(client: FaultyClient) -> None:
    """The async walk alone does not give the events of the last look."""
    client.edit(
        _WAITING,
        "        for event in given.in_order(fresh):\n            yield event\n"
        "        if watch.ended:\n            return\n",
        "        if watch.ended:\n            return\n"
        "        for event in given.in_order(fresh):\n            yield event\n",
    )


@faulty_client
def the_start_of_events_is_ignored(client: FaultyClient) -> None:
    """`after` of followed events is not used."""
    client.edit(_WAITING, "given = _Seen(after)", "given = _Seen(None)")


@faulty_client
def lost_creations_are_not_looked_for(client: FaultyClient) -> None:
    """`reconcile` raises though the job was created."""
    client.edit(
        "runtime/reconciling.py",
        "return is_mapping(tags) and tags.get(TAG) == own[TAG]",
        "return False",
    )


@faulty_client
def the_newest_job_is_taken_for_the_lost_one(client: FaultyClient) -> None:
    """`reconcile` gives the first job that is listed."""
    client.edit(
        "runtime/reconciling.py",
        "return is_mapping(tags) and tags.get(TAG) == own[TAG]",
        "return True",
    )
