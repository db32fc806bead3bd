"""The pytest plugin: a test asks for `fine_tuning_server` and has one."""

import pytest

pytest_plugins = ["pytester"]

TEST = """
import json
from urllib.request import Request, urlopen



def count(server):
    asked = Request(server.url + "/files", headers={"authorization": f"Bearer {server.api_key}"})
    with urlopen(asked) as answer:
        return len(json.load(answer)["data"])


def test_server_answers(fine_tuning_server):
    assert count(fine_tuning_server) == 0


def test_environment_leads_to_the_server(fine_tuning_environment):
    import os

    assert os.environ["OPENAI_BASE_URL"] == fine_tuning_environment.url
    assert os.environ["OPENAI_API_KEY"] == fine_tuning_environment.api_key


def test_environment_is_as_before():
    import os

    assert "OPENAI_BASE_URL" not in os.environ


def test_server_is_controlled(fine_tuning_server):
    assert fine_tuning_server.control.advance(5)["now"] > 0
"""


def test_fixture_gives_a_fresh_server(pytester: pytest.Pytester) -> None:
    """The plugin's fixture works in somebody else's test."""
    pytester.makepyfile(TEST)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=4)
