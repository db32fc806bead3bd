"""Every command and every program on every page is run, or listed with what runs it."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define
from elsewhere import (
    COMMANDS_RUN_ELSEWHERE,
    PAGES_RUN_ELSEWHERE,
    PROGRAMS_RUN_ELSEWHERE,
    TYPED_INSTEAD,
    typed,
    why_not,
)
from pages import CHECKOUT, PAGES, Told, commands, name_of, programs, unknown

from fine_tuning_contract.emulator import RunningEmulator, Settings, start

HERE = [page for page in PAGES if name_of(page) not in PAGES_RUN_ELSEWHERE]
_PATH = re.compile(r"(?:\.ci|tests|packaging)/[\w./]+\w")
_PATIENCE = 120
_EXAMPLE = {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}

# A change, and the name that `diff` gives it.
_CHANGE = ("\n        has_more:\n", "\n        total: {type: integer}\n        has_more:\n")
_ACCEPTED = "allowed:\n  18a8539bfaca: nobody here counts files\n"

every_page = pytest.mark.parametrize("page", HERE, ids=name_of)


@define
class Reader:
    """Somebody who types what a page says, line by line, in a folder of their own."""

    folder: Path
    variables: dict[str, str]
    exports: str = ""

    def types(self, command: str) -> str:
        """Type a command, which has to succeed, and return what it prints."""
        if re.match(r"fine-tuning-contract serve\b", command):
            return self._serves(command)
        done = self._bash(f"{self.exports}{command}")
        if command.startswith("export "):
            self.exports += f"{command}\n"
        return "" if done.returncode == 0 else f"{command}\n{done.stdout}\n{done.stderr}"

    def _bash(self, script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-uo", "pipefail", "-c", script],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )

    def _serves(self, command: str) -> str:
        """Start a server, see that it tells its address, and stop it."""
        line = f"exec {re.sub(r' --port [0-9]+', '', command)} --port 0"
        server = subprocess.Popen(
            ["bash", "-c", line],
            cwd=self.folder,
            env=self.variables,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert server.stderr is not None
        told = next((line for line in server.stderr if line.startswith("serving ")), None)
        server.terminate()
        _, rest = server.communicate()
        return "" if told else f"{command}\n{rest}"


@pytest.fixture(scope="module")
def quick() -> Iterator[RunningEmulator]:
    """Run an emulator whose jobs end while a command starts."""
    with start(Settings(speed=100)) as running:
        yield running


@pytest.fixture(scope="module")
def names(quick: RunningEmulator) -> dict[str, str]:
    """Return what the pages leave open: a job that is done, its results, and one that runs on."""
    with httpx.Client(
        base_url=quick.url, headers={"Authorization": f"Bearer {quick.api_key}"}
    ) as api:
        content = (json.dumps(_EXAMPLE) + "\n") * 10
        made = api.post(
            "/files", files={"file": ("a.jsonl", content)}, data={"purpose": "fine-tune"}
        )
        uploaded = made.raise_for_status().json()["id"]
        done = _ended(api, _job(api, uploaded))
        quick.control.fate("stall", step=1)
        return {
            "UPLOADED": uploaded,
            "DONE": done["id"],
            "RESULTS": done["result_files"][0],
            "RUNNING": _job(api, uploaded),
        }


def _job(api: httpx.Client, uploaded: str) -> str:
    body = {"model": "gpt-4o-mini", "training_file": uploaded}
    found: str = api.post("/fine_tuning/jobs", json=body).raise_for_status().json()["id"]
    return found


def _ended(api: httpx.Client, name: str) -> Any:
    while (job := api.get(f"/fine_tuning/jobs/{name}").json())["status"] != "succeeded":
        assert job["status"] != "failed"
    return job


@pytest.fixture
def reader(tmp_path: Path, quick: RunningEmulator, names: dict[str, str]) -> Reader:
    """Return a reader with the files that the pages speak of."""
    shutil.copy(CHECKOUT / "openapi.yml", tmp_path)
    shutil.copy(CHECKOUT / "openapi.yml", tmp_path / "OLD")
    before = (CHECKOUT / "openapi.yml").read_text(encoding="utf-8")
    (tmp_path / "NEW").write_text(before.replace(*_CHANGE, 1), encoding="utf-8")
    (tmp_path / "accepted.yml").write_text(_ACCEPTED, encoding="utf-8")
    (tmp_path / "train.jsonl").write_text((json.dumps(_EXAMPLE) + "\n") * 10, encoding="utf-8")
    overlays = CHECKOUT / "overlays"
    shutil.copy(min(overlays.glob("*.yml")), tmp_path / "fix.overlay.yml")
    setup = next(told for told in _yaml("docs/checking.md") if told.startswith("model:"))
    (tmp_path / "setup.yml").write_text(setup, encoding="utf-8")
    variables = {
        **os.environ,
        **names,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        # `python -m contract_tests…` is typed in a clone.
        "PYTHONPATH": str(CHECKOUT),
        "URL": quick.url,
        "OVERLAYS": str(overlays),
        "OPENAI_BASE_URL": quick.url,
        "OPENAI_API_KEY": quick.api_key,
        "OPENAI_ADMIN_KEY": quick.admin_key,
    }
    return Reader(tmp_path, variables)


def _yaml(name: str) -> list[str]:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@every_page
def test_commands_of_a_page_succeed(page: Path, reader: Reader) -> None:
    """Whoever types what a page says, from top to bottom, meets no failure."""
    told = [each for each in commands(page) if why_not(each.page, each.text) is None]

    failures = [reader.types(typed(each.page, each.text)) for each in told]

    assert [failure for failure in failures if failure] == []


@every_page
def test_programs_of_a_page_run(page: Path, reader: Reader) -> None:
    """A program in Python runs as it stands, with the variables that the page speaks of."""
    if name_of(page) in PROGRAMS_RUN_ELSEWHERE:
        return
    failures = []
    for program in programs(page):
        done = subprocess.run(
            [sys.executable, "-c", program.text],
            cwd=reader.folder,
            env=reader.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        failures += [done.stderr] if done.returncode else []

    assert failures == []


@pytest.mark.parametrize("name", ["docs/rules.md", "docs/mutants.md"])
def test_code_that_is_shown_is_code_that_runs(name: str) -> None:
    """A rule, a violation or a mutant on a page stands so in the project."""
    kept = {
        ast.unparse(node)
        for place in (CHECKOUT / "contract_tests").rglob("*.py")
        for node in ast.parse(place.read_text(encoding="utf-8")).body
    }

    shown = [node for told in programs(CHECKOUT / name) for node in ast.parse(told.text).body]

    assert shown
    assert [ast.unparse(node) for node in shown if ast.unparse(node) not in kept] == []


@every_page
def test_every_block_says_whether_it_is_run(page: Path) -> None:
    """No block is in a language that nobody looks for, so none is passed over unseen."""
    assert list(unknown(page)) == []


def test_reasons_name_what_is_there() -> None:
    """Whoever asks why a command is not run finds what runs it."""
    reasons = [
        *PAGES_RUN_ELSEWHERE.values(),
        *COMMANDS_RUN_ELSEWHERE.values(),
        *PROGRAMS_RUN_ELSEWHERE.values(),
    ]

    found = [place for reason in reasons for place in _PATH.findall(reason)]
    assert [place for place in found if not (CHECKOUT / place).is_file()] == []
    assert len(found) >= len(reasons) - 2


def test_nothing_is_listed_that_stands_on_no_page() -> None:
    """A command that went from its page goes from the tables."""
    every = [told for page in HERE for told in commands(page)]

    assert _unused(COMMANDS_RUN_ELSEWHERE, every) == []
    assert _unused(TYPED_INSTEAD, every) == []
    assert {*PAGES_RUN_ELSEWHERE, *PROGRAMS_RUN_ELSEWHERE} <= {name_of(page) for page in PAGES}


def _unused(table: dict[tuple[str, str], str], every: list[Told]) -> list[tuple[str, str]]:
    return [
        (pages, pattern)
        for pages, pattern in table
        if not any(
            re.fullmatch(pages, told.page) and re.search(pattern, told.text) for told in every
        )
    ]


def test_proving_nothing_is_no_proof(reader: Reader) -> None:
    """A rule whose id is misspelt is not told to be proven."""
    told = reader.types("python -m contract_tests.violations a-rule-that-is-not")

    assert "no violation and no rule is called a-rule-that-is-not" in told
