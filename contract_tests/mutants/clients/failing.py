"""Faults in what a client does when a call fails."""

from contract_tests.mutants.catalogue import faulty_client
from contract_tests.mutants.edits import FaultyClient

_ERRORS = "runtime/errors.py"
_EXCHANGE = "runtime/exchange.py"
_RETRIES = "runtime/retries.py"
_WIRE = "runtime/wire.py"
_CONNECTION = "runtime/connection.py"
_DEADLINES = "runtime/deadlines.py"
_JOBS = "resources/fine_tuning_jobs.py"


@faulty_client
def errors_are_swallowed(client: FaultyClient) -> None:
    """An answer that refuses is taken for a success."""
    client.edit(_WIRE, "SUCCESS = range(200, 300)", "SUCCESS = range(200, 500)")


@faulty_client
def server_errors_are_swallowed(client: FaultyClient) -> None:
    """An answer with a server error is taken for a success."""
    client.edit(
        _WIRE, "SUCCESS = range(200, 300)", "SUCCESS = (*range(200, 300), *range(500, 600))"
    )


@faulty_client
def redirects_are_successes(client: FaultyClient) -> None:
    """A redirect is taken for a success."""
    client.edit(_WIRE, "SUCCESS = range(200, 300)", "SUCCESS = range(200, 400)")


@faulty_client
def not_found_is_a_bad_request(client: FaultyClient) -> None:
    """A 404 raises BadRequestError."""
    client.edit(_ERRORS, "404: NotFoundError,", "404: BadRequestError,")


@faulty_client
def too_many_is_any_error(client: FaultyClient) -> None:
    """A 429 raises no error of its own."""
    client.edit(_ERRORS, "    429: RateLimitError,\n", "")


@faulty_client
def conflicts_are_any_error(client: FaultyClient) -> None:
    """A 409 raises no error of its own."""
    client.edit(_ERRORS, "    409: ConflictError,\n", "")


@faulty_client
def unusual_server_errors_are_any_error(client: FaultyClient) -> None:
    """A 529 raises no InternalServerError."""
    client.edit(
        _ERRORS,
        "if response.status_code >= _SERVER_ERRORS:",
        "if response.status_code in (500, 502, 503, 504):",
    )


@faulty_client
def errors_lose_their_code(client: FaultyClient) -> None:
    """`code` of an error is None."""
    client.edit(_ERRORS, 'self.code = _text(error.get("code"))', "self.code = None")


@faulty_client
def errors_lose_their_param(client: FaultyClient) -> None:
    """`param` of an error is its code."""
    client.edit(
        _ERRORS, 'self.param = _text(error.get("param"))', 'self.param = _text(error.get("code"))'
    )


@faulty_client
def errors_lose_the_request_id(client: FaultyClient) -> None:
    """`request_id` of an error is read from another header."""
    client.edit(
        _ERRORS, 'response.headers.get("x-request-id")', 'response.headers.get("request-id")'
    )


@faulty_client
def errors_lose_their_body(client: FaultyClient) -> None:
    """`body` of an error is None."""
    client.edit(_ERRORS, "        self.body = body\n", "        self.body = None\n")


@faulty_client
def an_error_that_is_no_json_breaks(client: FaultyClient) -> None:
    """An error page of HTML raises a ValueError of the JSON reader."""
    client.edit(
        _ERRORS,
        "    try:\n        return response.json()\n"
        "    except (ValueError, RecursionError):\n        return response.text",
        "    return response.json()",
    )


@faulty_client
def an_error_without_envelope_breaks(client: FaultyClient) -> None:
    """An error that is a list raises an AttributeError."""
    client.edit(
        _ERRORS, "    if isinstance(body, dict):\n        error =", "    if True:\n        error ="
    )


@faulty_client
def creations_are_repeated(client: FaultyClient) -> None:
    """A creation that failed with a server error is sent again."""
    client.edit(
        _EXCHANGE,
        "may = passing and (terms.repeatable or says_not_done(outcome))",
        "may = passing",
    )


@faulty_client
def lost_creations_are_repeated(client: FaultyClient) -> None:
    """A creation whose answer was lost is sent again."""
    client.edit(
        _EXCHANGE,
        "terms.repeatable and isinstance(outcome, httpx.TransportError)",
        "isinstance(outcome, httpx.TransportError)",
    )


@faulty_client
def creations_are_called_safe(client: FaultyClient) -> None:
    """The creation of a job is taken for something that can be repeated."""
    client.edit(
        _JOBS,
        '"createFineTuningJob",\n    "POST",\n    "/fine_tuning/jobs",\n'
        '    _k.Object(lambda: _m.FineTuningJob),\n    credential="ApiKeyAuth",\n    safe=False,',
        '"createFineTuningJob",\n    "POST",\n    "/fine_tuning/jobs",\n'
        '    _k.Object(lambda: _m.FineTuningJob),\n    credential="ApiKeyAuth",',
    )


@faulty_client
def uploads_are_called_safe(client: FaultyClient) -> None:
    """The upload of a file is taken for something that can be repeated."""
    client.edit(
        "resources/files.py",
        '_k.Object(lambda: _m.OpenAIFile),\n    credential="ApiKeyAuth",\n    safe=False,',
        '_k.Object(lambda: _m.OpenAIFile),\n    credential="ApiKeyAuth",',
    )


@faulty_client
def reads_are_not_repeated(client: FaultyClient) -> None:
    """A read that failed with a server error is not sent again."""
    client.edit(
        _RETRIES,
        "return status in (_TIMED_OUT, _TOO_MANY) or status >= _SERVER_ERRORS",
        "return status in (_TIMED_OUT, _TOO_MANY)",
    )


@faulty_client
def refusals_are_repeated(client: FaultyClient) -> None:
    """A read that was refused with 404 is sent again."""
    client.edit(
        _RETRIES,
        "return status in (_TIMED_OUT, _TOO_MANY) or status >= _SERVER_ERRORS",
        "return status in (404, _TIMED_OUT, _TOO_MANY) or status >= _SERVER_ERRORS",
    )


@faulty_client
def too_many_is_not_repeated(client: FaultyClient) -> None:
    """A request that was one too many is not sent again."""
    client.edit(
        _RETRIES,
        "return status in (_TIMED_OUT, _TOO_MANY) or status >= _SERVER_ERRORS",
        "return status == _TIMED_OUT or status >= _SERVER_ERRORS",
    )


@faulty_client
def the_advice_to_wait_is_ignored(client: FaultyClient) -> None:
    """Retry-After is not obeyed."""
    client.edit(
        _RETRIES, "advised = None if response is None else advice(response)", "advised = None"
    )


@faulty_client
def the_advice_in_milliseconds_is_in_seconds(client: FaultyClient) -> None:
    """retry-after-ms is taken for seconds."""
    client.edit(_RETRIES, "return milliseconds / 1000", "return milliseconds")


@faulty_client
def a_date_for_an_advice_breaks(client: FaultyClient) -> None:
    """A Retry-After with a date is ignored."""
    client.edit(
        _RETRIES,
        "return seconds if seconds is not None or after is None else _until(after)",
        "return seconds",
    )


@faulty_client
def one_try_too_many(client: FaultyClient) -> None:
    """A request is tried once more than the policy says."""
    client.edit(_RETRIES, "if failed >= self.tries:", "if failed > self.tries:")


@faulty_client
def the_timeout_is_ignored(client: FaultyClient) -> None:
    """A call waits for ever, whatever timeout it has."""
    client.edit(_DEADLINES, '"read": timeout, "write"', '"read": None, "write"')
    client.edit(
        _DEADLINES,
        "allowed = left if timeout is None or timeout > left else timeout",
        "allowed = left",
    )


@faulty_client
def the_timeout_of_a_call_is_ignored(client: FaultyClient) -> None:
    """`timeout` of a call is not used, only that of the client."""
    client.edit(_WIRE, "if isinstance(call.timeout, Unset) else call.timeout", "")


@faulty_client
def the_deadline_is_ignored(client: FaultyClient) -> None:
    """The time for all tries has no end."""
    client.edit(_EXCHANGE, "if wait is None or _too_late(wait, terms):", "if wait is None:")


@faulty_client
def the_deadline_spares_the_head(client: FaultyClient) -> None:
    """The time for all tries does not end the wait for the head of an answer."""
    client.edit(_DEADLINES, "if event.endswith(_OPENED):", "if not event:")


@faulty_client
def the_deadline_of_a_wait_is_its_timeout(client: FaultyClient) -> None:
    """A wait of a connection is as long as the timeout of a try, however little time is left."""
    client.edit(_DEADLINES, "left = self.ends - time.monotonic()", "left = float(self)")


@faulty_client
def a_lost_creation_is_a_connection_error(client: FaultyClient) -> None:
    """A creation whose answer was lost does not say that it may have been done."""
    client.edit(
        _EXCHANGE,
        "error: APIConnectionError = UnknownOutcomeError(",
        "error: APIConnectionError = APIConnectionError(",
    )


@faulty_client
def failures_of_httpx_come_through(client: FaultyClient) -> None:
    """A read that the transport failed raises the transport's own error."""
    client.edit(
        _CONNECTION,
        "        except httpx.HTTPError as failure:\n            tell_outcome(request, failure)\n",
        "        except httpx.HTTPError as failure:\n            raise\n"
        "            tell_outcome(request, failure)\n",
    )


@faulty_client
def answers_are_left_open(client: FaultyClient) -> None:
    """The answer of a download is not closed when it was read."""
    client.edit(
        "runtime/download.py",
        "        finally:\n            self.response.close()",
        "        finally:\n            pass",
    )


@faulty_client
def redirects_are_followed(client: FaultyClient) -> None:
    """A redirect is followed, with the key, wherever it leads."""
    client.edit(_CONNECTION, "follow_redirects=False", "follow_redirects=True")
