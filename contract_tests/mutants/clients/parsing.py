"""Faults in what a client makes of an answer."""

from contract_tests.mutants.catalogue import faulty_client
from contract_tests.mutants.edits import FaultyClient

_JOB = "models/fine_tuning_job.py"
_EVENT = "models/fine_tuning_job_event.py"
_MODEL = "runtime/model.py"
_KINDS = "runtime/kinds.py"
_DECODING = "runtime/decoding.py"


@faulty_client
def unknown_members_are_lost(client: FaultyClient) -> None:
    """Members that the description does not know are dropped from an object."""
    client.edit(
        _MODEL,
        "return {name: member for name, member in value.items() if name not in known}",
        "return {}",
    )


@faulty_client
def unknown_members_are_not_sent_back(client: FaultyClient) -> None:
    """Members that the description does not know are not written again."""
    client.edit(_MODEL, "written.update(_stored(self, _REST) or {})", "")


@faulty_client
def the_model_of_a_job_is_lost(client: FaultyClient) -> None:
    """`fine_tuned_model` of a job is always None."""
    client.edit(
        _JOB, 'self.fine_tuned_model = value["fine_tuned_model"]', "self.fine_tuned_model = None"
    )


@faulty_client
def the_end_is_the_start(client: FaultyClient) -> None:
    """`finished_at` of a job is read from `created_at`."""
    client.edit(
        _JOB, 'self.finished_at = value["finished_at"]', 'self.finished_at = value["created_at"]'
    )


@faulty_client
def the_error_of_a_job_is_lost(client: FaultyClient) -> None:
    """`error` of a job is always None."""
    client.edit(_JOB, 'self._raw_error = value["error"]', "self._raw_error = None")


@faulty_client
def the_metadata_of_a_job_are_not_read(client: FaultyClient) -> None:
    """`metadata` of a job is not read."""
    client.edit(_JOB, 'self.metadata = value["metadata"]', "pass")


@faulty_client
def milliseconds_are_assumed(client: FaultyClient) -> None:
    """Times are taken for milliseconds."""
    client.edit(
        _MODEL,
        "return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)",
        "return dt.datetime.fromtimestamp(seconds / 1000, tz=dt.UTC)",
    )


@faulty_client
def times_are_local(client: FaultyClient) -> None:
    """Times have no time zone."""
    client.edit(
        _MODEL,
        "return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)",
        "return dt.datetime.fromtimestamp(seconds)",
    )


@faulty_client
def absent_is_null(client: FaultyClient) -> None:
    """An optional member that an answer left out is None."""
    client.edit(
        _MODEL,
        "if not described.required:\n                        return UNSET",
        "if not described.required:\n                        return None",
    )


@faulty_client
def null_is_absent(client: FaultyClient) -> None:
    """A member that is null is left out when an object is written."""
    client.edit(
        _MODEL,
        "            if value is not UNSET:\n                written",
        "            if value is not UNSET and value is not None:\n                written",
    )


@faulty_client
def a_missing_member_is_none(client: FaultyClient) -> None:
    """A required member that an answer left out is None, and no error is raised."""
    client.edit(
        _MODEL, "raise MissingFieldError(type(self).__name__, described.wire)", "return None"
    )


@faulty_client
def the_first_variant_is_taken(client: FaultyClient) -> None:
    """A value that may be one of several is always taken for the first."""
    client.edit(
        _KINDS,
        "return self.variants.get(tag) if isinstance(tag, str) else None",
        "return next(iter(self.variants.values()))",
    )


@faulty_client
def an_unknown_variant_is_an_error(client: FaultyClient) -> None:
    """An object of a kind that the client does not know raises an error."""
    client.edit(
        _KINDS,
        "return Unrecognized(value) if variant is None else variant.settle(value)",
        "return variant.settle(value)",
    )


@faulty_client
def an_unknown_value_is_an_error(client: FaultyClient) -> None:
    """A status that the client does not know raises an error."""
    client.edit(
        _JOB,
        "self.status = shared(kept_11, kept_11)",
        "self.status = _SHARED[kept_11]",
    )


@faulty_client
def an_unknown_value_is_the_first(client: FaultyClient) -> None:
    """A status that the client does not know becomes `queued`."""
    client.edit(
        _JOB, "self.status = shared(kept_11, kept_11)", 'self.status = shared(kept_11, "queued")'
    )


@faulty_client
def events_have_no_data(client: FaultyClient) -> None:
    """The data of an event are not read."""
    client.edit(_EVENT, 'self.data = value["data"]', "pass")


@faulty_client
def strictness_is_ignored(client: FaultyClient) -> None:
    """`strict=True` changes nothing."""
    client.edit(_DECODING, "    if strict:\n", "    if False:\n")


@faulty_client
def what_is_no_json_is_empty(client: FaultyClient) -> None:
    """An answer that is no JSON is taken for an empty object."""
    client.edit(
        _DECODING,
        '        raise ResponseDecodingError(\n            f"{operation.name} answer", resp',
        '        return {}\n        raise APIError(\n            f"{operation.name} answer", resp',
    )


@faulty_client
def what_is_no_object_is_none(client: FaultyClient) -> None:
    """An answer of another JSON type than described is None."""
    client.edit(
        _DECODING,
        "    if settled is None or type(settled) is Unrecognized:\n"
        "        return _read(operation, body, response)",
        "    if settled is None or type(settled) is Unrecognized:\n        return None",
    )


@faulty_client
def problems_are_not_told(client: FaultyClient) -> None:
    """`problems()` finds nothing."""
    client.edit(_MODEL, "return problems.found\n", "return ()\n")


@faulty_client
def equal_objects_differ(client: FaultyClient) -> None:
    """Two objects that hold the same are not equal."""
    client.edit(_MODEL, "return dict(_state(self)) == dict(_state(other))", "return self is other")


@faulty_client
def empty_lists_are_none(client: FaultyClient) -> None:
    """`result_files` of a job is None while it is empty."""
    client.edit(
        _JOB,
        'self.result_files = kept_10 = value["result_files"]',
        'kept_10 = value["result_files"]\n                self.result_files = kept_10 or None',
    )


@faulty_client
def large_numbers_lose_digits(client: FaultyClient) -> None:
    """Whole numbers are read as floats."""
    client.edit(
        _DECODING,
        "        return loads(content)\n",
        "        return json.loads(content, parse_int=float)\n",
    )
