"""
What the test of all pages does not run as it stands, each with the reason.

A reason names the file or the target that does run it, so that a stranger can check.
"""

import re
import shutil

# Pages of which every block is run by a test of their own.
PAGES_RUN_ELSEWHERE = {
    "docs/emulator.md": "tests/emulator/test_emulator_docs.py",
    "docs/tutorial.md": "packaging/test_newcomer.py",
    "docs/examples/files.md": "tests/docs/test_samples.py",
    "docs/examples/graders.md": "tests/docs/test_samples.py",
    "docs/examples/guide.md": "tests/docs/test_samples.py",
    "docs/examples/jobs.md": "tests/docs/test_samples.py",
    "docs/examples/models.md": "tests/docs/test_samples.py",
    "docs/examples/permissions.md": "tests/docs/test_samples.py",
}

# Page, a pattern that a whole command fits → why it is not run here, and what runs it.
COMMANDS_RUN_ELSEWHERE = {
    (r".*", r"pip install .*"): (
        "needs an index of packages: packaging/test_packages.py installs the wheel with each extra"
    ),
    ("README.md", r"make (contract|test)"): "takes minutes: steps of .ci/run",
    ("CONTRIBUTING.md", r"make test lint prove docs"): "takes minutes: steps of .ci/run",
    (r"README.md|docs/release.md", r"make update .*"): (
        "checks the whole contract: tests/release/test_update_command.py runs the command"
    ),
    ("docs/benchmarks.md", r"make bench"): (
        "takes minutes: tests/benchmarks/test_rows.py runs each row once"
    ),
    ("docs/benchmarks.md", r"python -m benchmarks --(quick|page .*)"): (
        "takes minutes: tests/benchmarks/test_command.py runs one row with both options"
    ),
    ("docs/mutants.md", r"make mutants"): (
        "takes half an hour: tests/mutants/test_mutant_trials.py runs a few"
    ),
    ("docs/peers.md", r"make (peers|javascript)|python -m contract_tests\.peers.*"): (
        "installs servers of others from npm and an index of packages: "
        "tests/peers/test_peer_files.py holds what is installed to its lock files"
    ),
    ("docs/checking.md", r"fine-tuning-contract (check .* --shard|merge) .*"): (
        "steps of a workflow's jobs: tests/conformance/test_sharing.py runs shards and joins them"
    ),
    ("docs/checking.md", r"make calm|python -m contract_tests\.calm .*"): (
        "takes minutes: tests/calm/test_calm_runs.py runs each setting with two rules"
    ),
    ("docs/checking.md", r"make soak .*"): (
        "takes a minute: tests/conformance/test_soak.py runs it for seconds"
    ),
    ("docs/storage.md", r"export FINE_TUNING_DATABASE_URL=.*"): (
        "needs a database server: tests/emulator_storage/conftest.py starts one for its tests"
    ),
    ("docs/storage.md", r"fine-tuning-contract serve --uploads /srv/.*"): (
        "needs a database server: tests/emulator_storage/test_several_processes.py serves from one"
    ),
    ("docs/storage.md", r"export AWS_.*"): (
        "needs object storage: tests/emulator_storage/test_upload_stores.py brings a stand-in"
    ),
    ("docs/storage.md", r"fine-tuning-contract serve .*--uploads s3:.*"): (
        "needs object storage: tests/emulator_storage/test_upload_stores.py brings a stand-in"
    ),
}

# Pages whose programs are no commands of this test.
PROGRAMS_RUN_ELSEWHERE = {
    "README.md": "tests/line/test_readme.py runs them",
    "docs/rules.md": "they stand in contract_tests/, where `make prove` runs them",
    "docs/mutants.md": "they stand in contract_tests/, where `make mutants` runs them",
}

# Page, pattern → what is typed in its place: what a reader fills in, and less of what is long.
TYPED_INSTEAD = {
    (r".*", r"(OPENAI_(?:ADMIN|API)_KEY)=…"): r"\1=$\1",
    (r".*", r"https://my-server\.example/v1|http://127\.0\.0\.1:8000/v1"): "$URL",
    # One rule tells whether the command works; what all of them find is not asked here.
    (
        r".*",
        r"(fine-tuning-contract check\b(?!.*--rule))",
    ): r"\1 --rule jobs-echo-what-they-were-given",
    ("docs/commands.md", r"(jobs pause) ftjob-…"): r"\1 $RUNNING",
    ("docs/commands.md", r"ftjob-…"): "$DONE",
    ("docs/commands.md", r"(files content) file-…"): r"\1 $RESULTS",
    ("docs/commands.md", r"file-…"): "$UPLOADED",
    ("docs/mutants.md", r"(python -m contract_tests\.mutants (?!--list).*)"): r"\1 --list",
    ("docs/benchmarks.md", r"(python -m benchmarks client\.list-100)"): r"\1 --quick",
    ("docs/change-report.md", r"\bDIR\b"): "$OVERLAYS",
}


def why_not(page: str, command: str) -> str | None:
    """Return why a command is not run here, or None."""
    if command.startswith("jq ") and shutil.which("jq") is None:
        return "needs jq, which is not installed: .ci/run runs where it is"
    for (pages, pattern), reason in COMMANDS_RUN_ELSEWHERE.items():
        if re.fullmatch(pages, page) and re.fullmatch(pattern, command, re.DOTALL):
            return reason
    return None


def typed(page: str, command: str) -> str:
    """Return what is typed for a command."""
    for (pages, pattern), instead in TYPED_INSTEAD.items():
        if re.fullmatch(pages, page):
            command = re.sub(pattern, instead, command)
    return command
