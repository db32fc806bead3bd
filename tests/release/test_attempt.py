"""What an update makes is put in its place whole, or everything stays as it was."""

from pathlib import Path

import pytest

from fine_tuning_contract.release.attempt import PREFIX, attempt, put_in_place


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a file and a folder."""
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_text("old")
    return tmp_path


def left(project: Path) -> dict[str, str]:
    """Return the content of every file in a project, attempts aside."""
    return {
        path.relative_to(project).as_posix(): path.read_text()
        for path in project.rglob("*.txt")
        if PREFIX not in str(path)
    }


def update(project: Path, names: list[str]) -> None:
    """Make a new file and a new folder, and put what is named in its place."""
    with attempt(project) as fresh:
        (fresh / "a.txt").write_text("new")
        (fresh / "b").mkdir()
        (fresh / "b" / "two.txt").write_text("new")
        put_in_place(fresh, project, names)


def test_files_and_folders_are_put_in_place(project: Path) -> None:
    """New ones stand where the old ones stood, and the folder beside is gone."""
    update(project, ["a.txt", "b"])

    assert left(project) == {"a.txt": "new", "b/two.txt": "new"}
    assert list(project.glob(f"{PREFIX}*")) == []


def test_failed_rename_puts_everything_back(project: Path) -> None:
    """The last of three names is missing: the first two are as they were."""
    before = left(project)

    with pytest.raises(FileNotFoundError):
        update(project, ["a.txt", "b", "c.txt"])

    assert left(project) == before
    assert not (project / "c.txt").exists()


def test_failed_attempt_stays_where_there_is_something_to_see(project: Path) -> None:
    """What was made up to the failure can be looked at, and nothing else was touched."""
    before = left(project)

    with pytest.raises(FileNotFoundError) as raised:
        update(project, ["c.txt"])

    (fresh,) = project.glob(f"{PREFIX}*")
    assert (fresh / "a.txt").read_text() == "new"
    assert left(project) == before
    assert raised.value.__notes__ == [
        f"nothing was changed; what was made so far stands in {fresh}: look at it, then delete it"
    ]


def test_failed_attempt_with_nothing_to_see_is_gone(project: Path) -> None:
    """An empty folder would only be in the way."""
    with pytest.raises(ValueError, match="at once"), attempt(project):
        raise ValueError("at once")

    assert list(project.glob(f"{PREFIX}*")) == []
