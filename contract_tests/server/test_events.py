"""Rules for the events of a job."""

from fine_tuning_contract.conformance import Session, must, should

from .lives import Growth
from .steps import Json, Listing, ids_of, pages_of, retrieve_job


@must(
    "events-belong-to-their-job",
    spec="listFineTuningEvents",
    says="Only events of this job are listed.",
)
def test_events_of_two_jobs_are_different_events(
    api: Session, events_listing: Listing, told_life: Growth
) -> None:
    """
    No event is listed under two jobs.

    A watcher would report another job's failure as its own.
    """
    others = ids_of(api, _events(told_life.job_id), limit=100)

    assert not set(others) & set(events_listing.ids)


@must(
    "events-have-ids-of-their-own", spec="FineTuningJobEvent/properties/id", says="Id of the event."
)
def test_every_event_has_an_id_of_its_own(events_listing: Listing) -> None:
    """
    No two events share an id.

    A client that drops what it has seen already would drop news.
    """
    assert len(set(events_listing.ids)) == len(events_listing.ids)


@should("events-only-grow", spec="listFineTuningEvents")
def test_events_once_reported_stay(api: Session, told_life: Growth) -> None:
    """
    An event that was listed once is listed ever after, in the same order.

    A client that reads on from the last event it knows must find that one again.
    """
    early, late = told_life.early, ids_of(api, _events(told_life.job_id), limit=100)

    assert late[len(late) - len(early) :] == early
    assert len(late) > len(early) or told_life.had_ended


@should("events-tell-of-the-end", spec="listFineTuningEvents")
def test_events_tell_the_story_of_a_job(
    api: Session, events_listing: Listing, finished_job: Json
) -> None:
    """
    The events name the job at its start, and its new model at its end.

    People follow a job by reading them.
    """
    pages = pages_of(api, events_listing, limit=100)
    messages = [event["message"] for page in pages for event in page["data"]]

    assert [message for message in messages if finished_job["id"] in message]
    assert [message for message in messages if finished_job["fine_tuned_model"] in message]


@should("events-measure-steps", spec="FineTuningJobEvent/properties/type")
def test_metrics_count_the_steps_of_training(api: Session, events_listing: Listing) -> None:
    """
    Events of type `metrics` carry the number of their step, each number once.

    Loss curves are drawn from them.
    """
    pages = pages_of(api, events_listing, limit=100)
    events = [event for page in pages for event in page["data"] if event.get("type") == "metrics"]
    steps = [event["data"].get("step") for event in events]

    assert steps
    assert steps == sorted(set(steps), reverse=True)


@must(
    "events-do-not-precede-their-job",
    spec="FineTuningJobEvent/properties/created_at",
    says="When the event was reported, in Unix seconds.",
)
def test_no_event_is_older_than_its_job(
    api: Session, events_listing: Listing, finished_job: Json
) -> None:
    """
    No event is older than its job.

    A chart of the training would start before it.
    """
    pages = pages_of(api, events_listing, limit=100)
    dates = [event["created_at"] for page in pages for event in page["data"]]
    job = retrieve_job(api, finished_job["id"])

    assert min(dates) >= job["created_at"]


def _events(job_id: str) -> Listing:
    return Listing("listFineTuningEvents", {"fine_tuning_job_id": job_id}, ())
