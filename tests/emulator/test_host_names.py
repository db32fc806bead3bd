"""The names that an emulator on the loopback interface answers to."""

from typing import Any

import httpx
import pytest
from callers import Serve, Served

from fine_tuning_contract.emulator.errors import Refused
from fine_tuning_contract.emulator.hosts import refuse_strangers


@pytest.mark.parametrize(
    "host",
    ["localhost:1", "127.0.0.1", "[::1]:8000", "emulator", "api.localhost", "a.test", "b.internal"],
)
def test_names_that_nobody_can_register_are_fine(emulator: Served, host: str) -> None:
    """Addresses, names without a dot and reserved names are answered."""
    answer = httpx.get(f"{emulator.url}/models", headers={"host": host})

    assert answer.status_code == 401


def test_registered_name_is_refused(emulator: Served) -> None:
    """A stranger's page that lets its own name point here gets nothing, whatever its key."""
    headers = {"host": "evil.example.com", "authorization": "Bearer sk-admin"}
    root = emulator.url.removesuffix("/v1")
    answers = [httpx.get(root + path, headers=headers) for path in ("/", "/v1/models")]

    assert [answer.status_code for answer in answers] == [421, 421]
    assert answers[0].json()["error"]["code"] == "unknown_host"
    assert "--allow-host" in answers[0].json()["error"]["message"]


def test_name_can_be_allowed(serve: Serve) -> None:
    """Behind a proxy on the same machine, the public name is told at the start."""
    served = serve(hosts=("tuning.example.com",))
    answer = httpx.get(f"{served.url}/models", headers={"host": "Tuning.example.com:443"})

    assert answer.status_code == 401


@pytest.mark.parametrize("server", [("10.0.0.7", 80), ("unix", None), None])
def test_other_interfaces_have_any_name(server: Any) -> None:
    """Whoever listens for others cannot know by which name they come."""
    refuse_strangers(server, {b"host": b"tuning.example.com"})

    with pytest.raises(Refused):
        refuse_strangers(("::1", 80), {b"host": b"tuning.example.com"})


def test_no_answer_is_open_to_other_origins(emulator: Served) -> None:
    """A page of another origin can neither read an answer nor ask in advance to do so."""
    headers = {"origin": "https://evil.example.com", "access-control-request-method": "POST"}
    asked = httpx.options(f"{emulator.url}/fine_tuning/jobs", headers=headers)
    read = httpx.get(f"{emulator.url}/models", headers=headers)

    names = [name for answer in (asked, read) for name in answer.headers]
    assert asked.status_code == 401
    assert [name for name in names if name.startswith("access-control")] == []
