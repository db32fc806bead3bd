"""`update`: a new published description in, a working tree to be reviewed out."""

import hashlib
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from attrs import frozen

from fine_tuning_contract import description, places
from fine_tuning_contract.release.affected_rules import to_be_read_again
from fine_tuning_contract.release.attempt import attempt, put_in_place
from fine_tuning_contract.release.change import ChangeReport, change_report
from fine_tuning_contract.release.changelog import Entry, with_entry
from fine_tuning_contract.release.suite import Suite, SuiteError, suite_for
from fine_tuning_contract.release.versions import current_version, next_version

from .arguments import A_FILE, UNMATCHED
from .endings import BROKEN, WRONG_USAGE, Ending
from .generating import DESCRIPTION, GENERATED, Inputs, Made, generate_into
from .normalizing import overlays_of

_SOURCE = "openapi.yml"
_CHANGELOG = "CHANGELOG.md"
_REPORT = "report/changes.md"
_NORMALIZED = f"generated/{DESCRIPTION}"


@frozen
class Update:
    """What is to be put where."""

    spec: Path
    project: Path
    unmatched: str
    check: bool


@click.command(epilog="Example: fine-tuning-contract update new-upstream-file.yml")
@click.argument("spec", type=A_FILE)
@click.option("--unmatched", type=UNMATCHED, default="error", show_default=True)
@click.option("--no-check", is_flag=True, help="Do not hold examples, emulator and client to it.")
@click.option("--project", type=A_FILE, help="The folder to update; this project without it.")
def command(spec: Path, unmatched: str, project: Path | None, *, no_check: bool) -> None:
    """
    Put SPEC in the place of openapi.yml, with all that follows from it.

    The client is generated, the change is written into CHANGELOG.md, and the contract suite is
    run, all in a folder beside. Only if everything has worked is the result put in its place.
    """
    update = Update(spec, project or places.checkout(), unmatched, check=not no_check)
    _refuse_wrong_places(update)
    if _digest(spec) == _digest(update.project / _SOURCE):
        click.echo(f"{spec} is what stands in {_SOURCE} already: nothing to do")
        return
    with _ending_with_notes(), attempt(update.project) as fresh:
        told = _carry_out(update, fresh)
    click.echo("\n".join(told))


def _refuse_wrong_places(update: Update) -> None:
    if not update.spec.is_file():
        raise Ending(f"{update.spec}: no such file", WRONG_USAGE)
    for name in (_SOURCE, _NORMALIZED):
        if not (update.project / name).is_file():
            raise Ending(
                f"{update.project} has no {name}: update works in a checkout of the project; "
                "name one by --project",
                WRONG_USAGE,
            )


@contextmanager
def _ending_with_notes() -> Generator[None]:
    """Turn what stopped an attempt into an ending that also says where it can be looked at."""
    try:
        yield
    except (Ending, description.DescriptionError, SuiteError, OSError) as error:
        code = error.exit_code if isinstance(error, Ending) else WRONG_USAGE
        told = [_message(error), *getattr(error, "__notes__", ())]
        raise Ending("\n".join(told), code) from error


def _message(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'a file'}: {error.strerror or error}"
    return error.message if isinstance(error, Ending) else str(error)


def _carry_out(update: Update, fresh: Path) -> list[str]:
    """Make everything in the fresh folder, put it in its place, and return what to tell."""
    shutil.copyfile(update.spec, fresh / _SOURCE)
    overlays = tuple(overlays_of([update.project / "overlays"]))
    inputs = Inputs(
        update.spec, overlays, unmatched=update.unmatched, ours=update.check, name=_SOURCE
    )
    made = generate_into(fresh / "generated", inputs)
    _refuse_other_text(update, made, fresh)
    report = change_report(update.project / _SOURCE, update.spec, overlays)
    description.write_atomically(fresh / _REPORT, report.markdown)
    suite = suite_for(update.project, fresh)
    entry = _entry(update, made, report, suite)
    description.write_atomically(fresh / _CHANGELOG, with_entry(_changelog(update), entry))
    verdict = _verdict(update, suite)
    put_in_place(fresh, update.project, (*GENERATED, _SOURCE, _CHANGELOG, _REPORT))
    return [*_told(update, made, entry), f"contract: {verdict}"]


def _refuse_other_text(update: Update, made: Made, fresh: Path) -> None:
    """End where what would be put in place is not, or not all of, what was read."""
    if len(made.normalized.files) > 1:
        names = ", ".join(str(path) for path in made.normalized.files[1:])
        raise Ending(
            f"{update.spec} refers to other files ({names}), and only one can stand in {_SOURCE}; "
            "join them into one",
            WRONG_USAGE,
        )
    if _digest(update.spec) != _digest(fresh / _SOURCE):
        raise Ending(f"{update.spec} was changed while it was read; start again", WRONG_USAGE)


def _entry(update: Update, made: Made, report: ChangeReport, suite: Suite | None) -> Entry:
    version = current_version(update.project)
    lines = {
        "Rules": (*report.rules, *(_rules(update, made, suite) if suite else ())),
        "Client": report.client,
        "Overlays": tuple(_as_in_the_project(line, update) for line in report.overlays),
    }
    if version is None or report.release == "none":
        return Entry(lines)
    return Entry(lines, next_version(version, report.release))


def _as_in_the_project(line: str, update: Update) -> str:
    """Return a line whose places are called as they are once everything is in its place."""
    folder = f"{update.project / 'overlays'}/"
    return line.replace(folder, "").replace(str(update.spec), _SOURCE)


def _rules(update: Update, made: Made, suite: Suite) -> tuple[str, ...]:
    old = description.load(update.project / _NORMALIZED).content
    return tuple(to_be_read_again(suite.rules(), old, made.normalized.content))


def _changelog(update: Update) -> str:
    place = update.project / _CHANGELOG
    return place.read_text(encoding="utf-8") if place.exists() else ""


def _verdict(update: Update, suite: Suite | None) -> str:
    """Run the suite, and return how it ended; end here if it did not end well."""
    if not update.check:
        return "not checked, as --no-check was given"
    if suite is None:
        return f"not checked, as {update.project} has no contract_tests"
    code = suite.check()
    if code:
        raise Ending("the contract is not kept with the new description, see above", BROKEN)
    return "kept by the emulator and the client"


def _told(update: Update, made: Made, entry: Entry) -> list[str]:
    generated = made.generated
    return [
        f"{_SOURCE}: replaced by {update.spec}",
        f"generated/: {generated.operations} operations, {generated.models} models",
        f"{_CHANGELOG}: {entry.counted}; all of the change is in {_REPORT}",
        f"suggested version: {entry.version or 'none'}",
    ]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
