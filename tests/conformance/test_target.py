"""What a user says about a target."""

from pathlib import Path

import pytest

from fine_tuning_contract.conformance import Setup, SetupError, Target, read_setup


def test_keys_are_in_no_repr() -> None:
    """Keys never show where a target is printed."""
    target = Target("http://x/v1/", "sk-one", "sk-two")

    assert "sk-" not in f"{target!r} {target}"
    assert target.url == "http://x/v1"


def test_keys_are_known_by_their_variables() -> None:
    """In a command that a reader may copy, each key is its environment variable."""
    target = Target("http://x", "sk-one", "sk-two", api_key_env="A", admin_key_env="B")

    assert target.key_names == {"sk-one": "A", "sk-two": "B"}


def test_setup_is_read_from_a_file(tmp_path: Path) -> None:
    """Every member of a setup can be said in a file, and each may be left out."""
    path = tmp_path / "setup.yml"
    path.write_text("model: m\ntraining_file: file-1\npatience: 3\nlacks: [pausing]\n")

    assert read_setup(path) == Setup("m", "file-1", 3.0, frozenset({"pausing"}))


def test_empty_setup_is_the_default(tmp_path: Path) -> None:
    """A file that says nothing changes nothing."""
    path = tmp_path / "setup.yml"
    path.write_text("# nothing\n")

    assert read_setup(path) == Setup()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("modell: x", "unknown key 'modell'; known keys: lacks, model, patience, training_file"),
        ("model: 5", "model must be a text, not 5"),
        ("model: ''", "model must be a text"),
        ("patience: soon", "patience must be a number of seconds above 0, not 'soon'"),
        ("patience: true", "patience must be a number"),
        ("patience: 0", "above 0"),
        ("lacks: pausing", r"lacks must be a list of features"),
        ("- model", "expected keys and values"),
        ("{", "not valid YAML"),
    ],
)
def test_wrong_setup_is_told(tmp_path: Path, text: str, told: str) -> None:
    """A setup that is wrong is an error with the file's name and a remedy."""
    path = tmp_path / "setup.yml"
    path.write_text(text)

    with pytest.raises(SetupError, match=told) as caught:
        read_setup(path)
    assert str(path) in str(caught.value)


def test_setup_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A file that does not exist is an error, not a traceback."""
    with pytest.raises(SetupError, match="cannot be read"):
        read_setup(tmp_path / "none.yml")
