"""`check` ends in a verdict, or in one message that says why there is none."""

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from fine_tuning_contract.emulator import RunningEmulator

Run = Callable[..., Result]
Write = Callable[[str, str], Path]

KEY = "sk-key-of-the-caller"
KEYED = {"OPENAI_API_KEY": KEY}
RULE = "keys-are-demanded-everywhere"


@pytest.fixture
def nobody() -> str:
    """Return the address of a server that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    return f"http://127.0.0.1:{port}/v1"


def keys_of(emulator: RunningEmulator) -> dict[str, str]:
    """Return an environment that holds an emulator's keys."""
    return {"OPENAI_API_KEY": emulator.api_key, "OPENAI_ADMIN_KEY": emulator.admin_key}


def told(result: Result) -> str:
    """Return all that was told, on one line."""
    return " ".join(result.output.split())


def test_unreachable_server_is_told(run: Run, nobody: str) -> None:
    """A server that is away ends with 3, its address and what to look at."""
    result = run("check", nobody, "--rule", RULE, env=KEYED)

    assert result.exit_code == 3
    assert "no connection to" in told(result)
    assert nobody.removesuffix("/v1") in told(result)
    assert KEY not in result.output


def test_wrong_key_is_told(run: Run, emulator: RunningEmulator) -> None:
    """A key that the server does not take ends with 3 and the variable it came from."""
    result = run("check", emulator.url, "--rule", RULE, env=KEYED)

    assert result.exit_code == 3
    assert "401" in told(result)
    assert "OPENAI_API_KEY" in told(result)
    assert KEY not in result.output


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "MY_KEY"])
def test_missing_key_is_told_by_its_variable(run: Run, nobody: str, variable: str) -> None:
    """Without a key nothing is sent: it ends with 2 and the variable to set."""
    result = run("check", nobody, "--api-key-env", variable)

    assert result.exit_code == 2
    assert f"{variable} is not set" in told(result)
    assert "--api-key-env" in told(result)


def test_unknown_rule_is_told(run: Run, nobody: str) -> None:
    """An id that no rule has ends with 2 and the command that lists them."""
    result = run("check", nobody, "--rule", "no-such-rule", env=KEYED)

    assert result.exit_code == 2
    assert "'no-such-rule'" in told(result)
    assert "fine-tuning-contract rules" in told(result)


@pytest.mark.parametrize(
    "options",
    [
        ["--nope"],
        ["--level", "could"],
        ["--only", "both"],
        ["--seed", "x"],
        ["--max-examples", "0"],
        ["--workers", "0"],
        ["--profile", "no-such-profile", "--rule", RULE],
    ],
    ids=" ".join,
)
def test_wrong_option_is_told(run: Run, nobody: str, options: list[str]) -> None:
    """An option or a value that there is not ends with 2 and its name."""
    result = run("check", nobody, *options, env=KEYED)

    assert result.exit_code == 2
    assert options[0] in told(result) or options[1] in told(result)


def test_address_that_is_none_is_told(run: Run) -> None:
    """What is no URL ends with 2 or 3 and says so, before anything is sent."""
    result = run("check", "my-server", "--rule", RULE, env=KEYED)

    assert result.exit_code in (2, 3)
    assert "http://" in told(result)


@pytest.mark.parametrize("option", ["--setup", "--deviations"])
@pytest.mark.parametrize(
    "text", ["a: [1,\n b: }\n", "- a\n- b: 3\n", None], ids=["broken", "odd", "missing"]
)
def test_wrong_file_is_told_by_its_name(
    run: Run, tmp_path: Path, nobody: str, option: str, text: str | None
) -> None:
    """A setup or a list of deviations that cannot be read ends with 2 and its name."""
    place = tmp_path / "file.yml"
    if text is not None:
        place.write_text(text)

    result = run("check", nobody, option, place, "--rule", RULE, env=KEYED)

    assert result.exit_code == 2
    assert str(place) in result.output.replace("\n", "")


def test_deviation_of_no_rule_is_told(run: Run, write: Write, nobody: str) -> None:
    """A deviation that names no rule is stale, and ends with 2 and the id."""
    place = write("deviations.yml", "- {rule: no-such-rule, reason: It was renamed.}\n")

    result = run("check", nobody, "--deviations", place, env=KEYED)

    assert result.exit_code == 2
    assert "no-such-rule" in told(result)


def test_kept_rule_ends_with_a_verdict(run: Run, emulator: RunningEmulator, tmp_path: Path) -> None:
    """A server that keeps a rule ends with 0, a table and a report that names no key."""
    folder = tmp_path / "report"

    result = run(
        *("check", emulator.url, "--rule", RULE, "--report", folder),
        env=keys_of(emulator),
    )

    report = json.loads((folder / "report.json").read_text())
    suite = (folder / "junit.xml").read_text()
    assert result.exit_code == 0, result.output
    assert report["schema"] == 1
    assert report["verdict"] in ("conformant", "partial")
    assert [rule["verdict"] for rule in report["rules"] if rule["id"] == RULE] == ["kept"]
    assert RULE in suite
    assert suite.startswith("<?xml")
    for text in (result.output, json.dumps(report), suite):
        assert emulator.admin_key not in text
        assert emulator.api_key not in text.replace("sk-test-", "")


def test_report_that_cannot_be_written_is_told(
    run: Run, emulator: RunningEmulator, write: Write
) -> None:
    """A file where the report's folder should be ends with 2 and its name."""
    place = write("report", "mine")

    result = run(
        *("check", emulator.url, "--rule", RULE, "--report", place),
        env=keys_of(emulator),
    )

    assert result.exit_code == 2
    assert str(place) in result.output.replace("\n", "")


def test_rules_are_listed_for_people_and_programs(run: Run) -> None:
    """The rule book is the same in both forms."""
    text, data = run("rules"), run("rules", "--json")

    ids = [rule["id"] for rule in json.loads(data.stdout)]
    assert (text.exit_code, data.exit_code) == (0, 0)
    assert len(ids) == len(set(ids)) >= 12
    assert not [each for each in ids if each not in text.stdout]


def test_client_is_checked_without_a_server(run: Run) -> None:
    """A rule of the client needs no URL and no key; it is held to what is installed."""
    rules = json.loads(run("rules", "--json").stdout)
    name = next(rule["id"] for rule in rules if rule["subject"] == "client")

    result = run("check", "--only", "client", "--rule", name)

    assert result.exit_code == 0, result.output


def test_emulator_is_checked_where_no_server_is_named(run: Run) -> None:
    """Without a URL the emulator is started, checked and stopped."""
    result = run("check", "--rule", RULE)

    assert result.exit_code == 0, result.output
    assert "1 of 1 rules kept" in told(result)
