"""The samples of the documentation run as they stand, and print what it says they print."""

import ast
import asyncio
import inspect
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from openai import OpenAI
from samples import Section, differences, sections

from fine_tuning_client import AsyncFineTuningClient, FineTuningClient

Stage = Callable[[str], dict[str, str]]

CHECKOUT = Path(__file__).parents[2]
PAGES = CHECKOUT / "docs" / "examples"
OPERATIONS = [
    section
    for page in sorted(PAGES.glob("*.md"))
    if page.stem not in {"index", "guide"}
    for section in sections(page)
]
GUIDE = list(sections(PAGES / "guide.md"))
PRINTED = "What the programs print"
JAVASCRIPT = Path(
    os.environ.get("OPENAI_NODE_MODULES", CHECKOUT / ".peers/javascript/node_modules")
)

operation = pytest.mark.parametrize("section", OPERATIONS, ids=lambda section: section.name)


def run(code: str, names: dict[str, Any]) -> str:
    """Run a sample, in which `await` may stand as in a notebook; return what it prints."""
    printed = io.StringIO()
    compiled = compile(code, "sample", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    with redirect_stdout(printed):
        outcome = eval(compiled, names)  # noqa: S307 - a sample of our own
        if inspect.iscoroutine(outcome):
            asyncio.run(outcome)
    return printed.getvalue()


def same(printed: str, section: Section) -> bool:
    """Return whether a program printed what is shown; the languages spell truth differently."""
    return printed.casefold().split() == str(section.labelled(PRINTED)).casefold().split()


@operation
def test_curl_gets_the_answer(section: Section, stage: Stage) -> None:
    """The real curl gets the answer that is shown."""
    names = {name.upper(): value for name, value in stage(section.before).items()}
    command = re.sub(r"^curl ", "curl -sS --fail-with-body ", str(section.labelled("curl")))

    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, **names, "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    answer = section.labelled("Answer")
    if answer is None:
        assert done.stdout == Path("train.jsonl").read_text(encoding="utf-8")
    else:
        assert not list(differences(json.loads(answer), json.loads(done.stdout)))


@operation
def test_client_prints_what_is_shown(section: Section, stage: Stage) -> None:
    """Our client does what the sample says."""
    names = stage(section.before)

    with FineTuningClient() as client:
        printed = run(str(section.labelled("Python")), {**names, "client": client})

    assert same(printed, section)


@operation
def test_async_client_prints_what_is_shown(section: Section, stage: Stage) -> None:
    """Our async client does what the sample says."""
    names = stage(section.before)
    code = str(section.labelled("Python, async"))

    printed = run(f"{code}\nawait client.close()", {**names, "client": AsyncFineTuningClient()})

    assert same(printed, section)


@operation
def test_providers_client_prints_what_is_shown(section: Section, stage: Stage) -> None:
    """The provider's own client, unchanged, does what the sample says."""
    names = stage(section.before)

    with OpenAI() as client, OpenAI(api_key=os.environ["OPENAI_ADMIN_KEY"]) as admin:
        code = str(section.labelled("Provider's SDK, Python"))
        printed = run(code, {**names, "client": client, "admin": admin})

    assert same(printed, section)


@pytest.mark.skipif(
    not (shutil.which("node") and (JAVASCRIPT / "openai").is_dir()),
    reason="needs node, and openai from npm: `make javascript` installs it into .peers/",
)
@operation
def test_providers_javascript_prints_what_is_shown(
    section: Section, stage: Stage, tmp_path: Path
) -> None:
    """The provider's own client for JavaScript does what the sample says."""
    names = stage(section.before)
    code = str(section.labelled("Provider's SDK, JavaScript"))
    imports = "".join(f"{line}\n" for line in code.splitlines() if line.startswith("import "))
    rest = "".join(f"{line}\n" for line in code.splitlines() if not line.startswith("import "))
    camel = {re.sub(r"_(\w)", lambda m: m[1].upper(), name): names[name] for name in names}
    known = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in camel.items())
    clients = (
        'import OpenAI from "openai";\nconst client = new OpenAI();\n'
        "const admin = new OpenAI({ apiKey: process.env.OPENAI_ADMIN_KEY });\n"
    )
    (tmp_path / "node_modules").symlink_to(JAVASCRIPT)
    (tmp_path / "sample.mjs").write_text(imports + clients + known + rest, encoding="utf-8")

    done = subprocess.run(
        ["node", "sample.mjs"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert same(done.stdout, section)


def test_every_operation_has_its_section(description: dict[str, Any]) -> None:
    """No operation of the description is without samples, and no sample without an operation."""
    methods = ("get", "post", "delete", "put", "patch")
    described = {
        item[method]["operationId"]
        for item in description["paths"].values()
        for method in methods
        if method in item
    }

    assert {section.name for section in OPERATIONS} == described


@pytest.mark.parametrize("section", GUIDE, ids=lambda section: section.name)
def test_guide_runs_as_written(section: Section, stage: Stage) -> None:
    """Each part of the guide runs on its own, and prints what stands below it."""
    names: dict[str, Any] = stage(section.before)
    code = "\n".join(block.text for block in section.blocks if block.language == "python")
    shown = "".join(block.text for block in section.blocks if block.language == "text")

    with FineTuningClient() as client:
        printed = run(code, {**names, "client": client})

    assert not list(differences(shown.strip(), printed.strip()))
