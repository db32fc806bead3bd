"""What rules do again and again with this API, each in one step."""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from fine_tuning_contract.conformance import (
    MissingPrerequisite,
    NotApplicable,
    Session,
    Target,
    Upload,
)
from fine_tuning_contract.conformance.transport import Unreachable

Json = dict[str, Any]

ANYTHING = range(200, 500)
# What a clean-up may meet on a faulty server, and goes on after.
UNCLEARED = (AssertionError, MissingPrerequisite, Unreachable)
# What is raised for an answer in a form that nobody foresaw.
STRANGE = (ValueError, TypeError, KeyError, AttributeError)
FINAL = frozenset({"succeeded", "failed", "cancelled"})
WAITING = frozenset({"validating_files", "queued"})
REFUSED_STATE = (400, 409)
# What a job keeps from its first moment to its last.
LASTING = ("id", "object", "created_at", "model", "organization_id", "training_file", "seed")
# A list that goes on for longer has lost its end.
_MOST_PAGES = 2000


@attrs.frozen
class Listing:
    """A list operation, the parameters that single out our items, and those items' ids."""

    operation: str
    parameters: Mapping[str, Any]
    ids: tuple[str, ...]
    most: int = 100

    def limit(self, words: str) -> int:
        """Return the page size that words such as `1`, `one less` or `most` stand for."""
        count = len(self.ids)
        sizes = {"one less": count - 1, "all": count, "one more": count + 1, "most": self.most}
        return max(1, sizes[words]) if words in sizes else int(words)

    def ours(self, items: Iterable[Json]) -> list[str]:
        """Return the ids of those items that are ours: others may use the server meanwhile."""
        return [item["id"] for item in items if item["id"] in self.ids]


def page_of(api: Session, listing: Listing, **parameters: Any) -> Json:
    """Return one page of a list."""
    answer = api.call(listing.operation, **{**listing.parameters, **parameters})
    page: Json = answer.json
    return page


def pages_of(api: Session, listing: Listing, limit: int | None = None) -> Iterator[Json]:
    """
    Yield the pages of a list, each found by the last id of the one before.

    A list that comes back to a cursor, or has no end, is broken.
    """
    after: str | None = None
    used: set[str] = set()
    while len(used) < _MOST_PAGES:
        page = page_of(api, listing, limit=limit, after=after)
        yield page
        if not page["has_more"] or not page["data"]:
            return
        after = page["data"][-1]["id"]
        assert after not in used, f"{listing.operation} comes back to the cursor {after}"
        used.add(after)
    raise AssertionError(f"{listing.operation} has not ended after {_MOST_PAGES} pages")


def items_of(api: Session, listing: Listing, limit: int | None = None) -> list[Json]:
    """Return the items that following `after` visits, in that order."""
    return [item for page in pages_of(api, listing, limit) for item in page["data"]]


def ids_of(api: Session, listing: Listing, limit: int | None = None) -> list[str]:
    """Return the ids that following `after` visits, in that order."""
    return [item["id"] for item in items_of(api, listing, limit)]


def events_of(api: Session, job_id: str) -> list[Json]:
    """Return what a job has reported so far, oldest first."""
    listing = Listing("listFineTuningEvents", {"fine_tuning_job_id": job_id}, ())
    return items_of(api, listing, limit=100)[::-1]


def metrics_of(events: Iterable[Json]) -> list[Json]:
    """Return the measures in those events that carry some."""
    return [event.get("data") or {} for event in events if event.get("type") == "metrics"]


def create_job(api: Session, training_file: str, **fields: Any) -> Json:
    """Create a job on the target's model and return it."""
    body = {"model": api.target.setup.model, "training_file": training_file, **fields}
    job: Json = api.call("createFineTuningJob", json=body).json
    return job


def retrieve_job(api: Session, job_id: str) -> Json:
    """Return a job as it stands now."""
    job: Json = api.call("retrieveFineTuningJob", fine_tuning_job_id=job_id).json
    return job


def listed_job(api: Session, job_id: str) -> Json | None:
    """Return a job as the list of jobs shows it, or None if it is not on the newest page."""
    page = api.call("listPaginatedFineTuningJobs", limit=100).json
    return next((job for job in page["data"] if job["id"] == job_id), None)


def act(api: Session, action: str, job_id: str, **sent: Any) -> Json:
    """
    Do something to a job at work, such as `cancelFineTuningJob`, and return the answer.

    A job that has ended before is no fault of the server: it raises MissingPrerequisite. `sent` is
    what the request holds besides, such as headers.
    """
    answer = api.call(action, fine_tuning_job_id=job_id, expect=(200, *REFUSED_STATE), **sent)
    if answer.status == 200:
        job: Json = answer.json
        return job
    status = retrieve_job(api, job_id)["status"]
    if status in {"succeeded", "failed"}:
        raise MissingPrerequisite(
            f"a job was {status} before {action} reached it; let jobs last longer, or try again"
        )
    raise AssertionError(f"{action} was refused with {answer.status} for a job that is {status}")


def upload(api: Session, content: bytes, **form: str) -> Json:
    """Upload a file, for fine-tuning unless said otherwise, and return what is known about it."""
    name = form.pop("filename", "contract.jsonl")
    answer = api.call(
        "createFile",
        form={"purpose": "fine-tune", **form},
        files={"file": Upload(name, content, "application/jsonl")},
    )
    file: Json = answer.json
    return file


def chat_examples(count: int) -> bytes:
    """Return training data for a supervised job: so many short conversations."""
    lines = (
        {
            "messages": [
                {"role": "system", "content": "You add numbers."},
                {"role": "user", "content": f"What is {number} plus {number}?"},
                {"role": "assistant", "content": f"It is {number + number}."},
            ]
        }
        for number in range(count)
    )
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def needs(target: Target, feature: str) -> None:
    """Stop a rule that needs a feature which its setup lacks, or which the profile leaves out."""
    if feature in target.setup.lacks:
        raise NotApplicable(f"{feature}: lacking by the setup, or left out by the profile")


def tag() -> str:
    """Return a word that nothing on the server carries yet."""
    return f"contract-{secrets.token_hex(6)}"


def error_of(answer_json: Json) -> Json:
    """Return the error inside its envelope."""
    error: Json = answer_json["error"]
    return error


def part_of(value: Json, *names: str) -> Json:
    """Return the object that lies deeper in another, or an empty one where there is none."""
    for name in names:
        value = value.get(name) or {}
    return value


def without_time(job: Json) -> Json:
    """Return a job without the one field that a clock may change while nothing happens."""
    return {key: value for key, value in job.items() if key != "estimated_finish"}
