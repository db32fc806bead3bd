"""What is found out about a target before the first rule runs."""

from .obstacle import MissingPrerequisite
from .operations import Description
from .presence import simplest
from .session import Session
from .target import Target
from .transport import Transport, Unreachable

_UNAUTHORIZED = 401


def prepare(target: Target, description: Description) -> None:
    """Raise MissingPrerequisite if the target is away, or refuses the key."""
    if not target.url.startswith(("http://", "https://")):
        raise MissingPrerequisite(f"{target.url} is not a URL; it starts with http:// or https://")
    if not target.api_key:
        raise MissingPrerequisite(f"no key for {target.url}: set {target.api_key_env}")
    operation = simplest(description)
    if operation is None:
        return
    with Transport(ca=target.ca, proxy=target.proxy, patience=target.response_seconds) as transport:
        session = Session(target, description, transport)
        try:
            exchange = session.courier.carry(session.raw_request(operation.method, operation.path))
        except Unreachable as error:
            raise MissingPrerequisite(f"{error}; {_remedy(str(error))}") from error
    if exchange.answer is None:
        raise MissingPrerequisite(f"no usable answer from {target.url}: {exchange.lost}")
    # Any other fault of the answer is for the rules to tell.
    if exchange.answer.status == _UNAUTHORIZED:
        raise MissingPrerequisite(
            f"{target.url} refuses the key in {target.api_key_env} (status {_UNAUTHORIZED})"
        )


def _remedy(error: str) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in error:
        return "name the file that holds the certificate to trust by --ca"
    return "is the server running, and the URL right?"
