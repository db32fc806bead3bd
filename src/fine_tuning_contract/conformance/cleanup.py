"""Leaving a target as it was: what the run made is removed, or ended where it cannot be."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from .handover import found, put
from .ledger import Creation
from .operations import Description
from .redaction import redact
from .session import Session
from .target import Target
from .transport import Transport, Unreachable

_LONGEST = 60.0
_MOST_FAILURES = 3
_PAUSE = 2.0
_MADE = "made"
_ENDED = frozenset({200, 201, 202, 204, 400, 404, 409, 410})


def clean_up(session: Session, made: Iterable[Creation] | None = None) -> list[str]:
    """
    Remove or end what the session made, or these things, and return what is left, with the reason.

    It ends after a minute, or when the target does not answer: a run must end.
    """
    deadline = time.monotonic() + _LONGEST
    left: list[str] = []
    failures = 0
    for creation in list(session.courier.ledger.left() if made is None else made):
        if failures >= _MOST_FAILURES or time.monotonic() > deadline:
            left.append(creation.id)
            continue
        problem = _removed(session, creation)
        failures = failures + 1 if problem else 0
        if problem:
            left.append(f"{creation.id} ({problem})")
    return left


def hand_over(session: Session, folder: Path) -> None:
    """Write down what a process made, for `clean_up_after` to read when all have ended."""
    put(folder, _MADE, [attrs.asdict(creation) for creation in session.courier.ledger.left()])


def clean_up_after(folder: Path, target: Target, description: Description) -> list[str]:
    """
    Remove or end what several processes made, and return notes on what is left.

    A process that cleared away its own would change the lists that others walk.
    """
    made = [Creation(**each) for content in found(folder, _MADE) for each in content]
    if not made:
        return []
    transport = Transport(ca=target.ca, proxy=target.proxy, patience=target.response_seconds)
    try:
        with transport:
            return list(told(clean_up(Session(target, description, transport), made)))
    except Exception as error:  # noqa: BLE001 (the verdicts stand, whatever a clean-up meets)
        return [stumbled(error, target.secrets)]


def told(left: list[str]) -> Iterator[str]:
    """Yield a note on what is left, if anything is."""
    if left:
        shown = ", ".join(left[:10]) + (f" and {len(left) - 10} more" if len(left) > 10 else "")  # noqa: PLR2004 (as many as a line holds)
        yield f"left behind on the target: {shown}"


def stumbled(error: BaseException, secrets: tuple[str, ...]) -> str:
    """Return a note on a clean-up that an unexpected error ended."""
    return redact(f"the clean-up ended early ({type(error).__name__}: {error})", secrets)


def _removed(session: Session, creation: Creation) -> str | None:
    """Remove one thing, and return why it could not be."""
    assert creation.removal is not None
    operation = session.description.operation(creation.removal)
    key = session.target.key_for(operation, session.description)
    given = {"authorization": f"Bearer {key}"} if key else {}
    request = session.raw_request(operation.method, creation.removal_path, given)
    for pause in (0.0, _PAUSE):
        time.sleep(pause)
        try:
            exchange = session.transport.send(request)
        except Unreachable as error:
            return str(error)
        answer = exchange.answer
        if answer is not None and answer.status in _ENDED:
            return None
        # A target that limits the rate is asked once more; anything else is as it is.
        if answer is None or answer.status != 429:  # noqa: PLR2004
            return exchange.lost or f"status {answer.status if answer else None}"
    return "the target limits the rate"
