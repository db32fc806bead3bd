"""What is found out about a target before the first rule runs."""

from .operations import Description, Operation
from .plan import MissingPrerequisite
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
    operation = _simplest(description)
    if operation is None:
        return
    with Transport(ca=target.ca, patience=target.response_seconds) as transport:
        session = Session(target, description, transport)
        try:
            answer = session.send(operation.method, operation.path, expect=range(100, 600))
        except Unreachable as error:
            raise MissingPrerequisite(
                f"{error}; is the server running, and the URL right?"
            ) from error
        except AssertionError as error:
            raise MissingPrerequisite(f"no usable answer from {target.url}: {error}") from error
    if answer.status == _UNAUTHORIZED:
        raise MissingPrerequisite(
            f"{target.url} refuses the key in {target.api_key_env} (status {_UNAUTHORIZED})"
        )


def _simplest(description: Description) -> Operation | None:
    """Return a GET without anything required, under the ordinary key."""
    for operation in description.operations.values():
        free = not any(parameter.required for parameter in operation.parameters)
        if operation.method == "GET" and free and operation.schemes == description.default_schemes:
            return operation
    return None
