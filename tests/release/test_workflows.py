"""The workflows have no more rights than they need, and run code that is named by its commit."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fine_tuning_contract.description import load

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PIN = re.compile(r"uses: +[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
OWN = re.compile(r"uses: +\./$")


@pytest.fixture(params=WORKFLOWS, ids=[place.stem for place in WORKFLOWS])
def place(request: pytest.FixtureRequest) -> Path:
    """Return the place of each workflow."""
    found: Path = request.param
    return found


@pytest.fixture
def workflow(place: Path) -> dict[str, Any]:
    """Return each workflow; read as YAML 1.2, in which `on` is a word."""
    return load(place).content


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def scripts(place: Path) -> list[str]:
    """Return every script of a workflow or an action."""
    content = load(place).content
    found = content["runs"]["steps"] if "runs" in content else steps(content)
    return [step["run"] for step in found if "run" in step]


def test_what_was_asked_for_is_there() -> None:
    """There is one for every change, one for the description, one for the night, one to publish."""
    assert [each.stem for each in WORKFLOWS] == ["ci", "description", "nightly", "release"]


@pytest.mark.parametrize("place", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda each: each.stem)
def test_actions_are_pinned_by_hash(place: Path) -> None:
    """Each action is named by a commit, and says which version that is."""
    lines = [line.strip() for line in place.read_text("utf-8").splitlines() if "uses:" in line]

    assert [line for line in lines if not PIN.search(line) and not OWN.search(line)] == []


def test_nothing_is_allowed_that_no_job_asks_for(workflow: dict[str, Any]) -> None:
    """The default is no right at all; jobs that read the code may read it, and nothing more."""
    publishing = {"id-token": "write", "attestations": "write"}
    rights = {name: job.get("permissions", {}) for name, job in workflow["jobs"].items()}

    assert workflow["permissions"] == {}
    assert [
        name
        for name, right in rights.items()
        if right not in ({}, {"contents": "read"}, publishing if name == "publish" else {})
    ] == []


def test_who_publishes_runs_nothing_of_ours() -> None:
    """The one job that may speak for the project has no code and no key, only what was checked."""
    jobs = load(ROOT / ".github" / "workflows" / "release.yml").content["jobs"]

    publish = jobs["publish"]
    assert publish["needs"] == ["build"]
    assert publish["environment"]["name"] == "pypi"
    assert [step.get("run") for step in publish["steps"]] == [None] * len(publish["steps"])
    assert not [step for step in publish["steps"] if "checkout" in step["uses"]]
    assert "secrets." not in str(jobs)


def test_only_a_tag_publishes() -> None:
    """Started by hand, the workflow builds and checks, and stops there."""
    content = load(ROOT / ".github" / "workflows" / "release.yml").content

    assert content["on"]["push"] == {"tags": ["v*"]}
    assert "workflow_dispatch" in content["on"]
    condition = content["jobs"]["publish"]["if"]
    assert condition == "github.event_name == 'push' && github.ref_type == 'tag'"


def test_packages_are_built_as_contributors_build_them() -> None:
    """What is published was built, and installed into fresh environments, by `make dist`."""
    place = ROOT / ".github" / "workflows" / "release.yml"

    assert "make dist" in scripts(place)


@pytest.mark.parametrize(("tag", "ok"), [("v{}", True), ("v9{}", False), ("v", False)])
def test_tag_is_that_of_the_version(tag: str, ok: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """A tag that the packages do not bear stops the release before anything is built."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (script,) = [each for each in scripts(ROOT / ".github/workflows/release.yml") if "TAG" in each]

    done = subprocess.run(
        ["bash", "-e", "-c", script],
        env={"TAG": tag.format(project["version"]), "PATH": os.environ["PATH"]},
        cwd=ROOT,
        check=False,
    )

    assert (done.returncode == 0) is ok


def test_ci_runs_on_every_python_that_is_supported() -> None:
    """The matrix has each version that the packages may be installed on, and uses it."""
    content = load(ROOT / ".github" / "workflows" / "ci.yml").content

    job = content["jobs"]["everything"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    (step,) = [each for each in job["steps"] if each.get("run") == "bash .ci/run"]
    # Without it, make would look for the newest one, and the machine has others.
    assert step["env"] == {"PYTHON": "python"}


def test_key_of_the_checkout_is_not_kept(workflow: dict[str, Any]) -> None:
    """What a step runs later finds no token in the repository's settings."""
    checkouts = [each for each in steps(workflow) if "actions/checkout" in each.get("uses", "")]

    assert checkouts
    assert [each["with"]["persist-credentials"] for each in checkouts] == [False] * len(checkouts)


def test_every_job_has_an_end(workflow: dict[str, Any]) -> None:
    """A job that hangs is stopped."""
    assert all(1 <= job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


def test_one_job_stands_for_all(workflow: dict[str, Any]) -> None:
    """The last one needs every other, and runs even where one of them failed."""
    *others, last = workflow["jobs"]

    assert last == "done"
    assert workflow["jobs"][last]["needs"] == others
    assert workflow["jobs"][last]["if"] == "always()"


@pytest.mark.parametrize(
    ("results", "ok"),
    [("success success", True), ("success failure", False), ("cancelled success", False)],
)
def test_last_job_ends_as_the_others_did(workflow: dict[str, Any], results: str, ok: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """One job that failed or was stopped fails the whole."""
    (step,) = workflow["jobs"]["done"]["steps"]

    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        env={"RESULTS": results},
        capture_output=True,
        check=False,
    )

    assert (done.returncode == 0) is ok


@pytest.mark.parametrize("place", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda each: each.stem)
def test_scripts_are_sound(place: Path) -> None:
    """Bash can read each script, and no value from outside is written into its text."""
    found = scripts(place)

    broken = [
        text
        for text in found
        if subprocess.run(["bash", "-n"], input=text, text=True, check=False).returncode
    ]
    assert found
    assert broken == []
    assert [text for text in found if "${{" in text] == []


def test_description_is_looked_at_when_it_changes() -> None:
    """Its workflow runs for the description and its overlays, and writes the change report."""
    place = ROOT / ".github" / "workflows" / "description.yml"
    content = load(place).content

    text = "\n".join(scripts(place))
    assert content["on"]["pull_request"]["paths"] == ["openapi.yml", "overlays/**"]
    assert content["on"]["push"]["paths"] == ["openapi.yml", "overlays/**"]
    assert "make generate" in text
    assert "make contract" in text
    assert re.search(r"fine-tuning-contract diff .*GITHUB_STEP_SUMMARY", text, re.DOTALL)


def test_night_compares_with_an_address_that_is_a_variable() -> None:
    """No address stands in the repository; without the variable, nothing is fetched."""
    content = load(ROOT / ".github" / "workflows" / "nightly.yml").content

    job = content["jobs"]["compare"]
    assert "schedule" in content["on"]
    assert job["if"] == "vars.DESCRIPTION_URL != ''"
    assert {"URL": "${{ vars.DESCRIPTION_URL }}"} in [each.get("env") for each in job["steps"]]


def test_ci_is_what_contributors_run() -> None:
    """There is no second list of what has to pass."""
    assert "bash .ci/run" in scripts(ROOT / ".github" / "workflows" / "ci.yml")
