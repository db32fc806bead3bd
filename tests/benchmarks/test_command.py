"""The command prints what it measures, and writes it down."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Bench = Callable[..., CompletedProcess[str]]
ROW = "client.memory-1000.untouched"
SUBJECTS = ["httpx + json", "fine_tuning_client", "openapi-python-client", "openai"]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a page with a place for the table."""
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- table -->\nold\n<!-- end of table -->\nafter\n", encoding="utf-8")
    return page


def test_one_row_is_printed_and_written(bench: Bench, tmp_path: Path, page: Path) -> None:
    """A row names all clients, in the terminal, in JSON, and in the page's table."""
    done = bench(ROW, "--quick", "--report", str(tmp_path), "--page", str(page))

    assert done.returncode == 0, done.stdout + done.stderr
    written = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in written["rows"]] == [ROW]
    assert [figure["subject"] for figure in written["rows"][0]["figures"]] == SUBJECTS
    assert all(figure["value"] > 0 for figure in written["rows"][0]["figures"])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- table -->\n")
    assert text.endswith("<!-- end of table -->\nafter\n")
    assert "old" not in text
    assert all(subject in text and subject in done.stdout for subject in SUBJECTS)


def test_unknown_row_is_wrong_usage(bench: Bench, tmp_path: Path) -> None:
    """A name that no row has ends with 2 and says so."""
    done = bench("nonsense", "--report", str(tmp_path))

    assert done.returncode == 2
    assert "no row is named nonsense" in done.stdout


def test_whole_description_is_left_out_where_there_is_none(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a whole description, its row says what to set."""
    monkeypatch.delenv("UPSTREAM_DESCRIPTIONS", raising=False)

    done = bench("generation.whole", "--report", str(tmp_path))

    assert done.returncode == 0
    assert "UPSTREAM_DESCRIPTIONS" in done.stdout
