"""The command `validate-data`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from training_lines import Write, chat, line, preference

from fine_tuning_contract.commands.validating import command

GOOD = line(chat())


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_valid_file_ends_with_zero(write: Write) -> None:
    """A valid file is summed up, with the estimate marked as one."""
    place = write(GOOD * 10)

    done = _run(place)

    assert done.exit_code == 0, done.output
    assert done.output == (
        f"{place}: 10 supervised examples, 20 messages (10 user, 10 assistant),"
        " about 163 tokens (estimated from the length of the text)\n"
        f"{place}: valid: 0 errors, 0 warnings\n"
    )


def test_problems_end_with_one(write: Write) -> None:
    """Each problem is a line that begins with its place, as compilers write them."""
    place = write(GOOD * 10 + b"\n" + b"[]\n")

    done = _run(place)

    assert done.exit_code == 1
    assert done.output.startswith(
        f"{place}:11: blank_line (warning): the line is blank; take the line out\n"
        f"{place}:12: data_type: the line holds an array, not an object;"
        " write each example as one JSON object on a line of its own\n"
    )
    assert done.output.endswith(": not valid: 1 errors, 1 warnings\n")


def test_problems_that_are_not_shown_are_counted(write: Write) -> None:
    """Of many problems the first are shown, and it is said how many are not."""
    done = _run(write(GOOD * 10 + b"{\n" * 150))

    assert ": 50 more problems are not shown" in done.output


def test_report_is_printed_as_json(write: Write) -> None:
    """A program gets the report whole."""
    place = write(GOOD * 3)

    done = _run(place, "--json", "--method", "supervised")

    read = json.loads(done.output)
    assert done.exit_code == 1
    assert read["file"] == str(place)
    assert read["problems"][0]["code"] == "invalid_n_examples"


def test_validation_files_may_be_short(write: Write) -> None:
    """A file for validation needs no ten examples."""
    assert _run(write(GOOD), "--validation").exit_code == 0


def test_method_is_held_to(write: Write) -> None:
    """Lines of another method than the one said are told."""
    done = _run(write(line(preference()) * 10), "--method", "supervised")

    assert done.exit_code == 1
    assert "1: wrong_method: this is no supervised example but a dpo one" in done.output


@pytest.mark.parametrize("name", ["none.jsonl", "."])
def test_file_that_cannot_be_read_is_wrong_usage(tmp_path: Path, name: str) -> None:
    """A missing file, or a folder, is one message and 2."""
    done = _run(tmp_path / name)

    assert done.exit_code == 2
    assert done.output.startswith(f"Error: {tmp_path / name}: ")
    assert done.output.count("\n") == 1


def test_unknown_method_is_wrong_usage(write: Write) -> None:
    """A method that there is not is named beside those that there are."""
    done = _run(write(GOOD), "--method", "rlhf")

    assert done.exit_code == 2
    assert "'rlhf' is not one of 'supervised', 'dpo', 'reinforcement'" in done.output
