"""The emulator when there is much of everything: stored jobs, jobs in flight, bytes in a file."""

import json
import os
import secrets
import socket
import sqlite3
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from attrs import frozen

from benchmarks.emulator import CREATE, Running
from benchmarks.load import Ask, load
from benchmarks.rows import Goal, Heading, Row, Wanted, row
from fine_tuning_contract.emulator import Settings, start
from fine_tuning_contract.emulator.settings import Limits

_MIB = 2**20
_EXAMPLE = json.dumps(
    {
        "messages": [
            {"role": "user", "content": "a question"},
            {"role": "assistant", "content": "an answer"},
        ]
    }
)
# One job, written again and again under other ids: what is measured is finding them.
_COPY = """
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})
INSERT INTO jobs (id, organization, version, training_file, waits_until, has_metadata, content)
SELECT 'ftjob-' || printf('%024d', n), organization, version, training_file, waits_until,
       has_metadata, replace(content, '{id}', 'ftjob-' || printf('%024d', n))
FROM jobs, number WHERE id = '{id}'
"""
_COPY_PAIRS = """
INSERT INTO job_pairs (organization, pair, job_seq)
SELECT organization, (SELECT pair FROM job_pairs), seq FROM jobs
WHERE seq NOT IN (SELECT job_seq FROM job_pairs)
"""


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield what much of everything costs."""
    if wanted.any_of("emulator_scale.stored"):
        yield from _stored(wanted)
    if wanted.any_of("emulator_scale.upload"):
        yield from _transfer((100 if wanted.quick else 1024) * _MIB)


@contextmanager
def emulator_with(settings: Settings) -> Generator[Running]:
    """Run an emulator with other settings."""
    with start(settings) as emulator:
        headers = (("authorization", f"Bearer {emulator.api_key}"),)
        port = urlsplit(emulator.url).port or 0
        yield Running(port, emulator.process.pid, headers)


def asking(running: Running) -> httpx.Client:
    """Return a patient HTTP client."""
    base = f"http://127.0.0.1:{running.port}"
    return httpx.Client(base_url=base, headers=dict(running.headers), timeout=600)


def created(client: httpx.Client) -> tuple[str, str]:
    """Return the ids of a file and of a job that trains on it."""
    upload = ("train.jsonl", "\n".join([_EXAMPLE] * 12).encode())
    sent = client.post("/v1/files", data={"purpose": "fine-tune"}, files={"file": upload})
    file_id: str = sent.json()["id"]
    order = {"model": "gpt-4o-mini", "training_file": file_id, "metadata": {"a": "b"}}
    return file_id, client.post(CREATE, json=order).raise_for_status().json()["id"]


def _stored(wanted: Wanted) -> Iterator[Row]:
    """Yield answers per second with few and with many stored jobs, none of them given before."""
    sizes = {"100 jobs": 100, "1,000,000 jobs": 20_000 if wanted.quick else 1_000_000}
    rates: dict[str, dict[str, list[float]]] = {title: {} for title in _questions(1)}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        databases = {name: _filled(folder / name, count) for name, count in sizes.items()}
        running = {
            name: stack.enter_context(emulator_with(settings))
            for name, settings in databases.items()
        }
        for turn in range(3 if wanted.quick else 9):
            for title, found in rates.items():
                for name, count in sizes.items():
                    rate = _rate(running[name], _questions(count)[title], turn)
                    # The first round warms up.
                    found[name] = [*found.get(name, []), rate] if turn else []
    goals = {"1,000,000 jobs": Goal(0.8, least=True)}
    for title, found in rates.items():
        name = f"emulator_scale.stored.{title.split()[0]}"
        heading = Heading(name, f"{title}, by how many are stored", "answers/s CPU", goals)
        yield row(heading, found, "100 jobs")


def _filled(folder: Path, count: int) -> Settings:
    """Return the settings of an emulator whose database holds so many jobs."""
    folder.mkdir()
    settings = Settings(database=str(folder / "emulator.sqlite3"), manual_clock=True)
    with emulator_with(settings) as running, asking(running) as client:
        _, job_id = created(client)
    connection = sqlite3.connect(settings.database or "")
    with connection:
        connection.execute(_COPY.format(count=count, id=job_id))
        connection.execute(_COPY_PAIRS)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return settings


def _questions(count: int) -> Mapping[str, Callable[[int], str]]:
    """Return what to ask for, by number; each question is another one, so none is answered yet."""

    def job(number: int) -> str:
        return f"ftjob-{number * 7919 % count + 1:024d}"

    return {
        "retrieve one": lambda number: f"{CREATE}/{job(number)}?n={number}",
        "list 20 after some job": lambda number: f"{CREATE}?after={job(number)}&n={number}",
        "filter by metadata, 20 of a page": lambda number: (
            f"{CREATE}?metadata%5Ba%5D=b&after={job(number)}&n={number}"
        ),
    }


def _rate(running: Running, target: Callable[[int], str], turn: int) -> float:
    """Return answers per second of the server's processor time."""
    numbers = range(turn * 20_000, turn * 20_000 + 20_000)
    asks = [Ask(target(number)).written(running.headers) for number in numbers]
    before = running.cpu_seconds()
    done = load(running.port, asks, connections=16, seconds=0.5)
    return done.answers / (running.cpu_seconds() - before)


@frozen
class _Transfer:
    """A large body on its way, and what the server holds meanwhile."""

    seconds: float
    extra: float


def _transfer(size: int) -> Iterator[Row]:
    """Yield the speed of a large upload and download, and the memory that they take beyond idle."""
    limits = Limits(upload_bytes=2 * size)
    with emulator_with(Settings(limits=limits)) as running, asking(running) as client:
        # What a first upload loads stays; it is not a matter of size.
        _upload(running, 1024)
        sent, file_id = _watched(running, lambda: _upload(running, size))
        got, _ = _watched(running, lambda: _download(client, file_id, size))
    title = f"{size // _MIB:,} MiB in one file"
    extra = {"upload": [sent.extra], "download": [got.extra]}
    goals = {"upload": Goal(64, "value"), "download": Goal(64, "value")}
    heading = Heading("emulator_scale.upload.memory", f"{title}: beyond idle", "MiB", goals)
    yield row(heading, extra, None)
    speed = {name: [size / _MIB / one.seconds] for name, one in (("up", sent), ("down", got))}
    yield row(Heading("emulator_scale.upload.speed", title, "MiB/s"), speed, None)


def _watched(running: Running, work: Callable[[], str]) -> tuple[_Transfer, str]:
    before = running.resident()
    # Writing 5 makes the kernel count the peak anew.
    Path(f"/proc/{running.process}/clear_refs").write_text("5", encoding="ascii")
    begun = time.perf_counter()
    found = work()
    return _Transfer(time.perf_counter() - begun, running.peak() - before), found


def _upload(running: Running, size: int) -> str:
    """Send a file of zeros in a form, and return its id."""
    boundary = secrets.token_hex(8)
    head = (
        f'--{boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n'
        f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    lines = [f"{name}: {value}" for name, value in running.headers]
    lines += [f"content-type: multipart/form-data; boundary={boundary}", "connection: close"]
    lines += [f"content-length: {len(head) + size + len(tail)}"]
    with (
        socket.create_connection(("127.0.0.1", running.port), timeout=600) as connection,
        tempfile.TemporaryFile() as zeros,
    ):
        os.truncate(zeros.fileno(), size)
        connection.sendall("\r\n".join(["POST /v1/files HTTP/1.1", "host: bench", *lines]).encode())
        connection.sendall(b"\r\n\r\n" + head)
        connection.sendfile(zeros)
        connection.sendall(tail)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    found: str = json.loads(answer.partition(b"\r\n\r\n")[2])["id"]
    return found


def _download(client: httpx.Client, file_id: str, size: int) -> str:
    with client.stream("GET", f"/v1/files/{file_id}/content") as answer:
        received = sum(len(chunk) for chunk in answer.iter_raw())
    assert received == size, received
    return file_id
