"""Users of Locust, each with a recording session that judges what it gets."""

# Locust makes the standard library cooperative when it is imported: it has to come first.
from locust import User, constant, events, task  # isort: skip

import json
import os
import random
import time
from pathlib import Path
from typing import Any

import gevent  # type: ignore[import-untyped]

from contract_tests.soak.workflows import WORKFLOWS
from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    MissingPrerequisite,
    Session,
    Target,
    read_description,
)
from fine_tuning_contract.conformance.cleanup import clean_up
from fine_tuning_contract.conformance.transport import Transport, Unreachable

_DESCRIPTION = read_description(places.normalized_description())
_MOST_EVIDENCE = 20
# Reading took seconds that the loop has not seen: its timers would go off by so much too early.
gevent.get_hub().loop.update_now()
_evidence: list[dict[str, Any]] = []


class Tuner(User):
    """Somebody who fine-tunes: one workflow after the other, without a pause."""

    wait_time = constant(0)

    def on_start(self) -> None:
        """Open connections of this user's own."""
        url = os.environ["CONTRACT_URL"]
        key, admin = os.environ.get("OPENAI_API_KEY"), os.environ.get("OPENAI_ADMIN_KEY")
        self.transport = Transport()
        self.api = Watched(Target(url, key, admin), _DESCRIPTION, self.transport)
        self.random = random.Random(1)  # noqa: S311 (a choice of workflows)

    def on_stop(self) -> None:
        """Remove what this user made."""
        clean_up(self.api)
        self.transport.close()

    @task
    def work(self) -> None:
        """Walk one of the workflows, and note it where an answer broke the contract."""
        workflow = self.random.choice(WORKFLOWS)
        self.api.history.clear()
        try:
            workflow(self.api)
        except (AssertionError, Unreachable) as error:
            _note(workflow.__name__, error, self.api)
        except MissingPrerequisite:
            # The server limits the rate; Locust's table shows it.
            return


class Watched(Session):
    """A session that tells Locust of every call."""

    def call(self, operation_id: str, /, **parts: Any) -> Any:
        """Call an operation, and report how long it took and whether it was in order."""
        started, failure = time.perf_counter(), None
        try:
            return super().call(operation_id, **parts)
        except Exception as error:
            failure = error
            raise
        finally:
            last = self.history[-1].answer if self.history else None
            events.request.fire(  # type: ignore[no-untyped-call]
                request_type="CALL",
                name=operation_id,
                response_time=(time.perf_counter() - started) * 1000,
                response_length=len(last.body) if last else 0,
                exception=failure,
                context={},
            )


def _note(workflow: str, error: Exception, api: Session) -> None:
    if len(_evidence) < _MOST_EVIDENCE:
        names = api.target.key_names
        shown = api.history[-1].as_evidence(str(error), names) if api.history else {}
        _evidence.append({"workflow": workflow, "message": str(error), **shown})


@events.quitting.add_listener  # type: ignore[untyped-decorator]
def leave_evidence(environment: Any, **_: Any) -> None:
    """Write what was found, and end with 1 if anything was."""
    Path(os.environ["CONTRACT_EVIDENCE"]).write_text(json.dumps(_evidence), encoding="utf-8")
    environment.process_exit_code = 1 if _evidence else 0
