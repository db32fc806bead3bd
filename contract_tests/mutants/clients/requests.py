"""Faults in what a client sends: paths, methods, query keys, members of bodies."""

from contract_tests.mutants.catalogue import faulty_client
from contract_tests.mutants.edits import FaultyClient

_JOBS = "resources/fine_tuning_jobs.py"
_CHECKPOINTS = "resources/fine_tuning_jobs_checkpoints.py"
_PERMISSIONS = "resources/fine_tuning_checkpoints_permissions.py"
_GRADERS = "resources/fine_tuning_alpha_graders.py"
_FILES = "resources/files.py"
_MODELS = "resources/models.py"
_REQUESTS = "runtime/requests.py"
_WIRE = "runtime/wire.py"


@faulty_client
def the_suffix_is_not_sent(client: FaultyClient) -> None:
    """A creation leaves out the suffix."""
    client.edit(_JOBS, '"suffix": suffix,', "")


@faulty_client
def the_seed_is_not_sent(client: FaultyClient) -> None:
    """A creation leaves out the seed."""
    client.edit(_JOBS, '"seed": seed,', "")


@faulty_client
def the_method_is_not_sent(client: FaultyClient) -> None:
    """A creation leaves out the method."""
    client.edit(_JOBS, '"method": method,', "")


@faulty_client
def the_metadata_are_not_sent_when_awaited(client: FaultyClient) -> None:
    """The async creation alone leaves out the metadata."""
    client.edit_last(
        _JOBS,
        '"metadata": metadata,\n                },\n                extra_body',
        "},\n                extra_body",
    )


@faulty_client
def the_validation_file_is_misspelt(client: FaultyClient) -> None:
    """A creation sends `validation_files`."""
    client.edit(
        _JOBS, '"validation_file": validation_file,', '"validation_files": validation_file,'
    )


@faulty_client
def the_files_are_swapped(client: FaultyClient) -> None:
    """A creation sends the validation file as training file where there is one."""
    client.edit(
        _JOBS,
        '"training_file": training_file,',
        '"training_file": validation_file or training_file,',
    )


@faulty_client
def the_hyperparameters_stand_in_the_method(client: FaultyClient) -> None:
    """A creation sends the old hyperparameters under another name."""
    client.edit(
        _JOBS, '"hyperparameters": hyperparameters,', '"hyper_parameters": hyperparameters,'
    )


@faulty_client
def defaults_are_sent(client: FaultyClient) -> None:
    """A list asks for a page of twenty though nobody said so."""
    client.edit(_JOBS, '"limit": limit,', '"limit": 20 if limit is UNSET else limit,')


@faulty_client
def what_is_unset_is_sent_as_null(client: FaultyClient) -> None:
    """Members of a body that nobody set are sent as null."""
    client.edit(
        _REQUESTS,
        "body = {name: plain(value) for name, value in values.items() if value is not UNSET}",
        "body = {n: None if v is UNSET else plain(v) for n, v in values.items()}",
    )


@faulty_client
def null_is_not_sent(client: FaultyClient) -> None:
    """A member that is None is left out, as if it had not been set."""
    client.edit(
        _REQUESTS,
        "for name, value in values.items() if value is not UNSET}\n    return {**body",
        "for name, value in values.items() if value is not UNSET and value is not None}\n"
        "    return {**body",
    )


@faulty_client
def extra_members_are_lost(client: FaultyClient) -> None:
    """`extra_body` is not sent."""
    client.edit(_REQUESTS, "return {**body, **(extra or {})}", "return body", times=1)


@faulty_client
def extra_parameters_are_lost(client: FaultyClient) -> None:
    """`extra_query` is not sent."""
    client.edit(_WIRE, "if not call.extra_query:", "if True:")


@faulty_client
def extra_headers_are_lost(client: FaultyClient) -> None:
    """`extra_headers` are not sent."""
    client.edit(_WIRE, "headers.update(call.extra_headers or {})", "")


@faulty_client
def cancelling_pauses(client: FaultyClient) -> None:
    """A cancellation is sent to the path of a pause."""
    client.edit(
        _JOBS,
        '"/fine_tuning/jobs/{fine_tuning_job_id}/cancel"',
        '"/fine_tuning/jobs/{fine_tuning_job_id}/pause"',
    )


@faulty_client
def resuming_pauses(client: FaultyClient) -> None:
    """A resumption is sent to the path of a pause."""
    client.edit(
        _JOBS,
        '"/fine_tuning/jobs/{fine_tuning_job_id}/resume"',
        '"/fine_tuning/jobs/{fine_tuning_job_id}/pause"',
    )


@faulty_client
def jobs_have_their_old_path(client: FaultyClient) -> None:
    """Jobs are listed at /fine-tunes."""
    client.edit(_JOBS, '"GET",\n    "/fine_tuning/jobs",', '"GET",\n    "/fine-tunes",')


@faulty_client
def checkpoints_are_those_of_models(client: FaultyClient) -> None:
    """Checkpoints are listed at /fine_tuning/checkpoints."""
    client.edit(
        _CHECKPOINTS,
        '"/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints"',
        '"/fine_tuning/checkpoints/{fine_tuning_job_id}"',
    )


@faulty_client
def a_cancellation_is_a_delete(client: FaultyClient) -> None:
    """A cancellation is sent with DELETE."""
    client.edit(
        _JOBS, '"cancelFineTuningJob",\n    "POST",', '"cancelFineTuningJob",\n    "DELETE",'
    )


@faulty_client
def a_deletion_is_a_get(client: FaultyClient) -> None:
    """The deletion of a file is sent with GET."""
    client.edit(_FILES, '"deleteFile",\n    "DELETE",', '"deleteFile",\n    "GET",')


@faulty_client
def deleting_a_model_deletes_a_file(client: FaultyClient) -> None:
    """The deletion of a model is sent to /files."""
    client.edit(_MODELS, '"DELETE",\n    "/models/{model}",', '"DELETE",\n    "/files/{model}",')


@faulty_client
def the_content_of_a_file_is_its_description(client: FaultyClient) -> None:
    """A download asks for the file without its content."""
    client.edit(_FILES, '"/files/{file_id}/content"', '"/files/{file_id}"')


@faulty_client
def the_ids_of_a_withdrawal_are_swapped(client: FaultyClient) -> None:
    """A withdrawal has the permission where the checkpoint belongs."""
    client.edit(
        _PERMISSIONS,
        "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions/{permission_id}",
        "/fine_tuning/checkpoints/{permission_id}/permissions/{fine_tuned_model_checkpoint}",
    )


@faulty_client
def a_project_is_sent_alone(client: FaultyClient) -> None:
    """A permission is asked for with `project_id`."""
    client.edit(_PERMISSIONS, '"project_ids": project_ids,', '"project_id": project_ids,')


@faulty_client
def the_item_of_a_grader_is_not_sent(client: FaultyClient) -> None:
    """A run leaves out the item."""
    client.edit(_GRADERS, '"item": item,', "")


@faulty_client
def the_sample_has_its_old_name(client: FaultyClient) -> None:
    """A run sends `reference_answer`."""
    client.edit(_GRADERS, '"item": item,', '"reference_answer": item,')


@faulty_client
def validating_runs(client: FaultyClient) -> None:
    """A validation is sent to the path of a run."""
    client.edit(
        _GRADERS, '"/fine_tuning/alpha/graders/validate"', '"/fine_tuning/alpha/graders/run"'
    )


@faulty_client
def the_cursor_is_called_before(client: FaultyClient) -> None:
    """The list of jobs sends `before` where it should send `after`."""
    client.edit(_JOBS, '"after": after,', '"before": after,')


@faulty_client
def the_limit_is_called_page_size(client: FaultyClient) -> None:
    """The list of checkpoints sends `page_size`."""
    client.edit(_CHECKPOINTS, '"limit": limit,', '"page_size": limit,')


@faulty_client
def the_order_of_permissions_is_not_sent(client: FaultyClient) -> None:
    """The list of permissions leaves out the order."""
    client.edit(_PERMISSIONS, '"order": order,', "")


@faulty_client
def the_purpose_of_a_list_is_not_sent(client: FaultyClient) -> None:
    """The list of files leaves out the purpose."""
    client.edit(_FILES, '"purpose": purpose,\n                    "limit"', '"limit"')


@faulty_client
def the_filter_is_sent_as_json(client: FaultyClient) -> None:
    """The filter by metadata is one parameter that holds JSON."""
    client.edit(
        _REQUESTS,
        "pairs.extend(_deep_object(name, value))",
        "pairs.append((name, json.dumps(value)))",
    )


@faulty_client
def the_filter_has_dots(client: FaultyClient) -> None:
    """The filter by metadata is written as metadata.key=value."""
    client.edit(
        _REQUESTS, 'f"{name}[{key}]", query_text(member)', 'f"{name}.{key}", query_text(member)'
    )


@faulty_client
def the_filter_for_none_is_not_sent(client: FaultyClient) -> None:
    """`metadata=None` sends nothing."""
    client.edit(_REQUESTS, 'return [(name, "null")]', "return []")


@faulty_client
def ids_are_not_escaped(client: FaultyClient) -> None:
    """An id with a slash becomes two parts of the path."""
    client.edit(_REQUESTS, "return quote(value, safe=_BARE_IN_PATH)", "return value")


@faulty_client
def ids_are_escaped_twice(client: FaultyClient) -> None:
    """An id with a percent sign is escaped twice."""
    client.edit(
        _REQUESTS,
        "return quote(value, safe=_BARE_IN_PATH)",
        "return quote(quote(value, safe=_BARE_IN_PATH), safe=_BARE_IN_PATH)",
    )


@faulty_client
def colons_are_dropped(client: FaultyClient) -> None:
    """The colons in the name of a model are taken out."""
    client.edit(
        _REQUESTS,
        "return quote(value, safe=_BARE_IN_PATH)",
        'return quote(value.replace(":", ""), safe=_BARE_IN_PATH)',
    )


@faulty_client
def empty_ids_are_sent(client: FaultyClient) -> None:
    """An empty id is sent, and reaches another operation."""
    client.edit(
        _REQUESTS, 'if not value.strip() or value in (".", ".."):', 'if value in (".", ".."):'
    )


@faulty_client
def dots_are_sent_for_ids(client: FaultyClient) -> None:
    """The id `..` is sent, and reaches another operation."""
    client.edit(_REQUESTS, 'if not value.strip() or value in (".", ".."):', "if not value.strip():")


@faulty_client
def booleans_are_written_as_python_has_them(client: FaultyClient) -> None:
    """True in a query is written with a capital."""
    client.edit(_REQUESTS, 'return "true" if value else "false"', "return str(value)")


@faulty_client
def the_further_page_loses_its_parameters(client: FaultyClient) -> None:
    """A further page is asked for without limit and filter."""
    client.edit(
        _REQUESTS,
        "return self._replace(query=[*kept, *query.items()])",
        "return self._replace(query=[*query.items()])",
    )


@faulty_client
def the_base_path_is_lost(client: FaultyClient) -> None:
    """Of a base URL with a path, the last part is dropped."""
    client.edit(
        _WIRE,
        "url = self.settings.base_url + payload.path",
        "base = self.settings.base_url\n"
        '        url = (base if base.endswith("/v1") else base.rpartition("/")[0]) + payload.path',
    )


@faulty_client
def json_goes_as_a_form(client: FaultyClient) -> None:
    """A JSON body is sent with another media type."""
    client.edit(
        _WIRE,
        'return {} if isinstance(payload.json, Unset) else {"json": payload.json}',
        'return {} if isinstance(payload.json, Unset) else {"data": payload.json}',
    )
