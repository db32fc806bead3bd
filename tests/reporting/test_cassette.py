"""The recording of a run."""

import json
import tracemalloc
from pathlib import Path

import attrs

from fine_tuning_contract.conformance import Exchange
from fine_tuning_contract.conformance.reporting.cassette import (
    NAME,
    Cassette,
    discard_parts,
    join_parts,
    read_cassette,
)

from .conftest import KEY, exchange_of


def _recorded(folder: Path, *exchanges: Exchange, most_bytes: int = 1_000_000) -> Path:
    cassette = Cassette(folder, [KEY], most_bytes=most_bytes)
    cassette.rule = "things-break"
    for exchange in exchanges:
        cassette.note(None, exchange)
    cassette.close()
    found = join_parts(folder)
    assert found is not None
    return found


def test_every_exchange_is_a_line(tmp_path: Path) -> None:
    """A line holds the rule, the request and the answer, with sizes; lost answers too."""
    lost = attrs.evolve(exchange_of(b""), answer=None, lost="ReadTimeout")
    file = _recorded(tmp_path, exchange_of(b"{}"), lost)
    first, second = read_cassette(file)

    assert file.name == NAME
    assert (first["rule"], first["request"]["method"], first["response"]["status"]) == (
        "things-break",
        "POST",
        200,
    )
    assert first["response"]["size"] == 2
    assert (second["response"], second["lost"]) == (None, "ReadTimeout")


def test_recording_holds_no_key(tmp_path: Path) -> None:
    """Keys are masked in every part."""
    exchange = exchange_of(KEY.encode(), KEY.encode(), f"http://server/?k={KEY}")
    text = _recorded(tmp_path, exchange).read_text()

    assert KEY not in text
    assert text.count("[redacted]") == 4


def test_key_at_the_cut_leaves_no_half(tmp_path: Path) -> None:
    """A key that stands where a body is cut is masked as a whole."""
    body = b"x" * (16_000 - 10) + KEY.encode() + b"y" * 50_000
    (entry,) = read_cassette(_recorded(tmp_path, exchange_of(body)))

    assert KEY[:6] not in entry["response"]["body"]
    assert entry["response"]["cut"] is True
    assert entry["response"]["size"] == len(body)


def test_full_recording_says_what_it_lacks(tmp_path: Path) -> None:
    """Beyond its bound, exchanges are counted instead of written."""
    file = _recorded(tmp_path, *[exchange_of(b"{}")] * 10, most_bytes=1500)
    *entries, last = read_cassette(file)

    assert file.stat().st_size < 1700
    assert last["omitted"] + len(entries) == 10
    assert entries


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Ten thousand exchanges take no more memory than a few."""
    exchange = exchange_of(b"x" * 5000)
    cassette = Cassette(tmp_path, [KEY])
    cassette.note(None, exchange)
    tracemalloc.start()
    for _ in range(1000):
        cassette.note(None, exchange)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    cassette.close()

    assert grown < 200_000


def test_parts_of_several_processes_become_one(tmp_path: Path) -> None:
    """What each process wrote is joined, and nothing else is left behind."""
    for name in ("1", "2"):
        (tmp_path / f".cassette-{name}.part").write_text(json.dumps({"part": name}) + "\n")
    file = join_parts(tmp_path)

    assert file is not None
    assert [entry["part"] for entry in read_cassette(file)] == ["1", "2"]
    assert list(tmp_path.iterdir()) == [file]


def test_no_recording_without_parts(tmp_path: Path) -> None:
    """A run that recorded nothing leaves no file, and old parts can be thrown away."""
    (tmp_path / ".cassette-9.part").touch()
    discard_parts(tmp_path)

    assert join_parts(tmp_path) is None


def test_surrogates_are_written(tmp_path: Path) -> None:
    """Half a surrogate pair in a reason is no reason to stop."""
    exchange = attrs.evolve(exchange_of(b""), answer=None, lost="odd \ud800")
    (entry,) = read_cassette(_recorded(tmp_path, exchange))

    assert entry["lost"] == "odd \ud800"
