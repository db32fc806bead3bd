"""Faults in how a client handles keys and settings."""

from contract_tests.mutants.catalogue import faulty_client
from contract_tests.mutants.edits import FaultyClient

_CLIENT = "client.py"
_CREDENTIALS = "runtime/credentials.py"
_WIRE = "runtime/wire.py"
_ERRORS = "runtime/errors.py"
_PERMISSIONS = "resources/fine_tuning_checkpoints_permissions.py"


@faulty_client
def permissions_get_the_ordinary_key(client: FaultyClient) -> None:
    """Permissions are asked for with the ordinary key."""
    client.edit(_PERMISSIONS, 'credential="AdminApiKeyAuth"', 'credential="ApiKeyAuth"')


@faulty_client
def one_permission_gets_the_ordinary_key(client: FaultyClient) -> None:
    """A permission is withdrawn with the ordinary key."""
    client.edit(
        _PERMISSIONS,
        'credential="AdminApiKeyAuth",\n    safe=False,\n)\n\n\nclass',
        'credential="ApiKeyAuth",\n    safe=False,\n)\n\n\nclass',
    )


@faulty_client
def jobs_get_the_admin_key(client: FaultyClient) -> None:
    """Jobs are created with the admin key."""
    client.edit(
        "resources/fine_tuning_jobs.py", 'credential="ApiKeyAuth"', 'credential="AdminApiKeyAuth"'
    )


@faulty_client
def the_key_is_sent_in_another_scheme(client: FaultyClient) -> None:
    """The key is sent as `Token`."""
    client.edit(_CREDENTIALS, 'return f"Bearer {', 'return f"Token {')


@faulty_client
def the_key_is_sent_in_another_header(client: FaultyClient) -> None:
    """The key is sent as `api-key`, as Azure wants it."""
    client.edit(_WIRE, 'headers["Authorization"] =', 'headers["api-key"] =')


@faulty_client
def the_key_is_sent_in_the_query(client: FaultyClient) -> None:
    """The key is sent in the query as well."""
    client.edit(
        _WIRE,
        "        params = _query(payload, call)\n",
        "        params = _query(payload, call)\n"
        "        if operation.credential is not None:\n"
        "            key = self.settings.credentials.header(operation.credential)[7:]\n"
        "            params = [*(params or ()), ('key', key)]\n",
    )


@faulty_client
def the_key_stands_in_the_repr(client: FaultyClient) -> None:
    """The repr of a client shows its key."""
    client.edit(
        _CLIENT,
        'return f"{type(self).__name__}(base_url={_shown(self.base_url)!r})"',
        "keys = self._connection.settings.credentials._keys\n"
        '        return f"{type(self).__name__}(base_url={self.base_url!r}, keys={keys})"',
    )


@faulty_client
def the_key_stands_in_errors(client: FaultyClient) -> None:
    """A key that the server has repeated stands in the error."""
    client.edit(_ERRORS, 'return text.replace(key, "[key]") if key else text', "return text")


@faulty_client
def the_key_is_pickled_with_errors(client: FaultyClient) -> None:
    """An error that is pickled takes the request along, with its key."""
    client.edit(
        _ERRORS,
        "    return httpx.Response(response.status_code, headers=headers, content",
        "    headers.append(('x-key', response.request.headers.get('authorization', '')))\n"
        "    return httpx.Response(response.status_code, headers=headers, content",
    )


@faulty_client
def the_key_is_logged(client: FaultyClient) -> None:
    """The log of a request holds its headers."""
    client.edit(
        "runtime/logs.py",
        "        request.url.path,\n        status,",
        "        request.headers.get('authorization'),\n        status,",
    )


@faulty_client
def the_variable_for_the_key_is_ignored(client: FaultyClient) -> None:
    """OPENAI_API_KEY is not looked at."""
    client.edit(
        _CREDENTIALS,
        "name: keys.get(scheme.argument) or os.environ.get(scheme.variable)",
        "name: keys.get(scheme.argument)",
    )


@faulty_client
def the_variable_comes_before_the_argument(client: FaultyClient) -> None:
    """OPENAI_API_KEY wins over the key that was given."""
    client.edit(
        _CREDENTIALS,
        "name: keys.get(scheme.argument) or os.environ.get(scheme.variable)",
        "name: os.environ.get(scheme.variable) or keys.get(scheme.argument)",
    )


@faulty_client
def the_variable_for_the_url_is_ignored(client: FaultyClient) -> None:
    """OPENAI_BASE_URL is not looked at."""
    client.edit(
        _CLIENT, 'os.environ.get("OPENAI_BASE_URL") or DEFAULT_BASE_URL', "DEFAULT_BASE_URL"
    )


@faulty_client
def a_key_function_is_asked_once(client: FaultyClient) -> None:
    """A function that gives the key is asked for the first call only."""
    client.edit(
        _CREDENTIALS, "return scheme is None or not callable(self._keys.get(scheme))", "return True"
    )


@faulty_client
def a_missing_key_is_sent_empty(client: FaultyClient) -> None:
    """Without a key, a request is sent with an empty one."""
    client.edit(
        _CREDENTIALS,
        "        if key is None:\n",
        "        if key is None:\n            return 'Bearer none'\n",
    )


@faulty_client
def a_key_with_a_line_break_is_sent(client: FaultyClient) -> None:
    """A key with a space or a line break is not refused by name."""
    client.edit(
        _CREDENTIALS,
        'if not key or not key.isascii() or not key.isprintable() or " " in key:',
        "if not key:",
    )


@faulty_client
def the_organization_is_not_sent(client: FaultyClient) -> None:
    """OpenAI-Organization is not sent."""
    client.edit(
        _CLIENT, '"OpenAI-Organization": organization or', '"OpenAI-Organization": None and'
    )


@faulty_client
def the_project_is_sent_as_the_organization(client: FaultyClient) -> None:
    """OpenAI-Project holds the organization."""
    client.edit(
        _CLIENT, '"OpenAI-Project": project or', '"OpenAI-Project": organization or project or'
    )


@faulty_client
def default_headers_are_lost(client: FaultyClient) -> None:
    """`default_headers` are not sent."""
    client.edit(
        _CLIENT,
        'return {"Accept": "application/json", **stated, **(more or {})}',
        'return {"Accept": "application/json", **stated}',
    )


@faulty_client
def other_options_change_the_client(client: FaultyClient) -> None:
    """`with_options` changes the client that it is called on."""
    client.edit(
        _CLIENT,
        "return self._over(self._connection.with_settings(**changes))",
        "self._connection = self._connection.with_settings(**changes)\n"
        "        return self._over(self._connection)",
    )


@faulty_client
def other_options_are_lost(client: FaultyClient) -> None:
    """`with_options` gives a client with the same options."""
    client.edit(
        _CLIENT,
        "return self._over(self._connection.with_settings(**changes))",
        "return self._over(self._connection.with_settings())",
    )


@faulty_client
def a_given_client_is_closed(client: FaultyClient) -> None:
    """An HTTP client that was given is closed with the client."""
    client.edit(
        "runtime/connection.py",
        "        if self._owned and self._client is not None:",
        "        if self._client is not None:",
    )


@faulty_client
def writes_have_no_key_of_their_own(client: FaultyClient) -> None:
    """Two creations have one Idempotency-Key."""
    client.edit(_WIRE, "    return str(uuid4())", "    del uuid4\n    return 'constant'")
