"""`jobs` and `files` speak to an API by hand."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from fine_tuning_contract.commands.speaking import moment, printable
from fine_tuning_contract.emulator import RunningEmulator, Settings, start

Run = Callable[..., Result]
Speak = Callable[..., Result]
LINE = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
MODEL = "gpt-4o-mini-2024-07-18"


@pytest.fixture(scope="module")
def still() -> Iterator[RunningEmulator]:
    """Return an emulator whose clock stands still."""
    with start(Settings(manual_clock=True)) as running:
        yield running


@pytest.fixture
def speak(run: Run, still: RunningEmulator) -> Speak:
    """Return a function that calls a command against the emulator, and sees it succeed."""
    env = {"OPENAI_API_KEY": still.api_key, "OPENAI_BASE_URL": still.url}

    def spoken(*arguments: object, code: int = 0) -> Result:
        result = run(*arguments, env=env)
        assert result.exit_code == code, result.output
        return result

    return spoken


@pytest.fixture
def training_file(speak: Speak, tmp_path: Path) -> str:
    """Upload a training file and return its id."""
    place = tmp_path / "train.jsonl"
    place.write_text(LINE * 10, encoding="utf-8")
    return speak("files", "upload", place).stdout.strip()


def create(speak: Speak, training_file: str, *more: object) -> str:
    """Create a job and return its id."""
    made = speak("jobs", "create", "--model", MODEL, "--training-file", training_file, *more)
    return made.stdout.strip()


def shown(speak: Speak, *arguments: object) -> Any:
    """Return what a command prints as JSON."""
    return json.loads(speak(*arguments, "--json").stdout)


def test_uploaded_file_is_listed_downloaded_and_deleted(
    speak: Speak, training_file: str, tmp_path: Path
) -> None:
    """A file lives from `upload` to `delete`."""
    copy = tmp_path / "copy.jsonl"

    listed = speak("files", "list", "--purpose", "fine-tune").stdout
    speak("files", "content", training_file, "-o", copy)
    gone = speak("files", "delete", training_file).stdout

    assert training_file in listed
    assert copy.read_text(encoding="utf-8") == LINE * 10
    assert gone == f"{training_file}: deleted\n"
    assert shown(speak, "files", "list") == []


def test_options_become_the_request(speak: Speak, training_file: str) -> None:
    """Hyperparameters stand below the method that they imply, and metadata are pairs."""
    options = ("--seed", "7", "--epochs", "2", "--beta", "0.3")

    job = shown(speak, "jobs", "show", create(speak, training_file, *options, "--metadata", "a=b"))

    assert (job["seed"], job["metadata"]) == (7, {"a": "b"})
    assert job["method"]["type"] == "dpo"
    assert job["method"]["dpo"]["hyperparameters"]["n_epochs"] == 2
    assert job["method"]["dpo"]["hyperparameters"]["beta"] == 0.3


def test_body_adds_what_no_option_says(speak: Speak, training_file: str, tmp_path: Path) -> None:
    """A file of JSON is part of the request."""
    body = tmp_path / "body.json"
    body.write_text('{"metadata": {"from": "a file"}}', encoding="utf-8")

    job = shown(speak, "jobs", "show", create(speak, training_file, "--body", body))

    assert job["metadata"] == {"from": "a file"}


def test_jobs_are_listed_newest_first(speak: Speak, training_file: str) -> None:
    """Each line begins with the id; a filter by metadata leaves the others out."""
    first = create(speak, training_file, "--metadata", "team=search")
    second = create(speak, training_file)

    lines = speak("jobs", "list", "--limit", 2).stdout.splitlines()
    found = shown(speak, "jobs", "list", "--metadata", "team=search")

    assert [line.split("\t")[0] for line in lines] == [second, first]
    assert [job["id"] for job in found] == [first]


def test_job_is_steered(speak: Speak, training_file: str) -> None:
    """A job that is cancelled says so, and its events tell it."""
    job = create(speak, training_file)

    said = speak("jobs", "cancel", job).stdout
    events = speak("jobs", "events", job).stdout
    checkpoints = shown(speak, "jobs", "checkpoints", job)

    assert said == f"{job}: cancelled\n"
    assert "\tinfo\t" in events
    assert checkpoints == []


def test_job_is_shown_as_people_read_it(speak: Speak, training_file: str) -> None:
    """Fields that hold something are shown, times as dates."""
    fields = speak("jobs", "show", create(speak, training_file)).stdout

    assert MODEL in fields
    assert " UTC" in fields
    assert "null" not in fields


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("jobs", "show", "ftjob-none"), 3, "ftjob-none"),
        (("jobs", "show", ".."), 2, "fine_tuning_job_id"),
        (("jobs", "list", "--metadata", "no-pair"), 2, "KEY=VALUE"),
        (("files", "upload", "no-such-file.jsonl"), 2, "no-such-file.jsonl"),
        (("files", "delete", "file-none"), 3, "file-none"),
    ],
    ids=["unknown job", "odd id", "no pair", "no file", "unknown file"],
)
def test_mistakes_are_told(speak: Speak, arguments: tuple[str, ...], code: int, told: str) -> None:
    """A mistake ends with its code and a message that names what is wrong."""
    result = speak(*arguments, code=code)

    assert told in result.stderr


@pytest.mark.parametrize(
    ("text", "told"), [("{", "no JSON"), ("[1]", "a JSON object")], ids=["broken", "a list"]
)
def test_wrong_body_is_told(speak: Speak, tmp_path: Path, text: str, told: str) -> None:
    """A body that is no JSON object ends with 2 and the name of the file."""
    body = tmp_path / "body.json"
    body.write_text(text, encoding="utf-8")

    result = speak(
        *("jobs", "create", "--model", "m", "--training-file", "f", "--body", body), code=2
    )

    assert str(body) in result.stderr
    assert told in result.stderr


def test_missing_key_is_told_by_jobs(run: Run) -> None:
    """Without a key it ends with 2 and the variable to set."""
    result = run("jobs", "list", "--base-url", "http://127.0.0.1:9/v1")

    assert result.exit_code == 2
    assert "OPENAI_API_KEY" in result.stderr


def test_server_away_is_told(run: Run) -> None:
    """A server that does not answer ends with 3."""
    env = {"OPENAI_API_KEY": "sk-test"}

    result = run("jobs", "show", "ftjob-a", "--base-url", "http://127.0.0.1:9/v1", env=env)

    assert result.exit_code == 3


def test_nothing_that_a_server_sends_steers_a_terminal() -> None:
    """Characters that are not printable are shown as escapes, and no time ends in an error."""
    assert printable("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert moment(10**18) == str(10**18)
    assert moment(None) == ""
