"""An attempt at a new working tree: made in a folder of its own, and put in its place whole."""

import shutil
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".updating-"


@contextmanager
def attempt(project: Path) -> Generator[Path]:
    """
    Give an empty folder in a project, which is gone afterwards.

    Where something fails after files were made in it, it stays, so that they can be looked at;
    a note of the exception says so.
    """
    folder = Path(tempfile.mkdtemp(dir=project, prefix=PREFIX))
    try:
        yield folder
    except BaseException as error:
        if any(path.is_file() for path in folder.rglob("*")):
            stands = f"stands in {folder}: look at it, then delete it"
            error.add_note(f"nothing was changed; what was made so far {stands}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
            error.add_note("nothing was changed")
        raise
    shutil.rmtree(folder, ignore_errors=True)


def put_in_place(fresh: Path, project: Path, names: Iterable[str]) -> None:
    """
    Put files and folders into a project by renames; what stood there goes into the fresh folder.

    If one cannot be renamed, all are put back as they were.
    """
    aside = fresh / "before"
    done: list[str] = []
    try:
        for name in names:
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            done.append(name)
            if (project / name).exists():
                (project / name).rename(aside / name)
            (fresh / name).rename(project / name)
    except BaseException:
        for name in reversed(done):
            _put_back(fresh, project, name)
        raise


def _put_back(fresh: Path, project: Path, name: str) -> None:
    old = fresh / "before" / name
    if not (fresh / name).exists() and (project / name).exists():
        (project / name).rename(fresh / name)
    if old.exists():
        old.rename(project / name)
