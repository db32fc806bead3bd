"""The refusals of the API: status, message, parameter and code, as they travel."""

from typing import Any

import attrs

INVALID_REQUEST = "invalid_request_error"


@attrs.define(eq=False)
class Refused(Exception):
    """A request that is answered with the error envelope."""

    status: int
    message: str
    param: str | None = None
    code: str | None = None
    type: str = INVALID_REQUEST
    headers: tuple[tuple[str, str], ...] = ()

    def envelope(self) -> dict[str, Any]:
        """Return the body of the answer."""
        return {
            "error": {
                "message": self.message,
                "type": self.type,
                "param": self.param,
                "code": self.code,
            }
        }


def bad_request(message: str, param: str | None = None, code: str | None = None) -> Refused:
    """Return the refusal of a request that is wrong in itself."""
    return Refused(400, message, param, code)


def unknown_job(job_id: str) -> Refused:
    """Return the refusal for a job that is not there."""
    return Refused(
        404, f"Could not find fine tune: {job_id}", "fine_tune_id", "fine_tune_not_found"
    )


def unknown_file(file_id: str) -> Refused:
    """Return the refusal for a file that is not there."""
    return Refused(404, f"No such File object: {file_id}", "id")


def unknown_model(model: str) -> Refused:
    """Return the refusal for a model that is not there."""
    return Refused(404, f"The model '{model}' does not exist", "model", "model_not_found")


def unknown_checkpoint(checkpoint: str) -> Refused:
    """Return the refusal for a model checkpoint that is not there."""
    message = f"Could not find fine-tuned model checkpoint: {checkpoint}"
    return Refused(404, message, "fine_tuned_model_checkpoint", "checkpoint_not_found")


def unknown_permission(permission_id: str) -> Refused:
    """Return the refusal for a permission that is not there."""
    message = f"Could not find checkpoint permission: {permission_id}"
    return Refused(404, message, "permission_id", "permission_not_found")


def unknown_cursor(param: str, value: str) -> Refused:
    """Return the refusal of a page that should start after something unknown."""
    return bad_request(f"No such object to list after: {value}", param, "invalid_cursor")


def invalid_file(param: str, file_id: str) -> Refused:
    """Return the refusal of a job whose file is missing or has another purpose."""
    return bad_request(f"invalid {param}: {file_id}", param)


def model_not_available(model: str) -> Refused:
    """Return the refusal of a job on a model that cannot be fine-tuned."""
    message = f"Model {model} is not available for fine-tuning or does not exist."
    return bad_request(message, None, "model_not_available")


def wrong_state(message: str) -> Refused:
    """Return the refusal of an action that the job's status does not allow."""
    return bad_request(message, None, "invalid_job_state")


def storage_full(limit: int) -> Refused:
    """Return the refusal of a file for which there is no room."""
    message = f"There is no room for this file: at most {limit} bytes are stored in all."
    return bad_request(message, "file", "storage_limit_exceeded")


def no_key() -> Refused:
    """Return the refusal of a request without a key."""
    message = (
        "You didn't provide an API key. Send it in the Authorization header,"
        " as in: Authorization: Bearer YOUR_KEY"
    )
    return Refused(401, message)


def wrong_key(masked: str) -> Refused:
    """Return the refusal of a key that nobody here has; it arrives masked."""
    return Refused(401, f"Incorrect API key provided: {masked}.", None, "invalid_api_key")


def foreign_organization() -> Refused:
    """Return the refusal of a key used with an organization that is not its own."""
    message = "OpenAI-Organization header should match organization for API key"
    return Refused(401, message, None, "mismatched_organization")


def admin_only() -> Refused:
    """Return the refusal of an ordinary key where an admin key is needed."""
    message = (
        "You have insufficient permissions for this operation. It needs an admin API key,"
        " and the key provided is an ordinary one."
    )
    return Refused(403, message, None, "insufficient_permissions")


def unknown_url(method: str, path: str) -> Refused:
    """Return the refusal of a path that the API does not have."""
    return Refused(404, f"Invalid URL ({method} {path})", None, "unknown_url")


def wrong_method(method: str, path: str, allowed: str) -> Refused:
    """Return the refusal of a method that a path does not have."""
    message = f"Not allowed to {method} on {path} (HINT: this path answers to {allowed})"
    return Refused(405, message, None, "method_not_supported", headers=(("allow", allowed),))


def unknown_host(host: str) -> Refused:
    """Return the refusal of a request that was meant for a name which is not ours."""
    message = (
        f"This emulator listens on the loopback interface and does not answer to the name"
        f" {host[:200]!r}: ask for localhost, or start it with --allow-host."
    )
    return Refused(421, message, None, "unknown_host")


def too_slow() -> Refused:
    """Return the refusal of a request that stopped arriving."""
    return Refused(408, "The request did not arrive in time.", None, "request_timeout")


def too_busy() -> Refused:
    """Return the refusal of a connection that is one too many."""
    message = "The server has too many connections; try again later."
    return Refused(503, message, None, "too_many_connections", type="server_error")


def server_fault() -> Refused:
    """Return the answer to a request that the emulator failed on by itself."""
    message = "The server had an error while processing your request. Sorry about that!"
    return Refused(500, message, None, "server_error", type="server_error")
