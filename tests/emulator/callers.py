"""Callers of an emulator, and emulators in a thread of this process."""

import json
import socket
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import attrs
import httpx

from fine_tuning_contract.emulator import Settings
from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.server import server
from fine_tuning_contract.emulator.settings import DEFAULT_ADMIN_KEY

Json = dict[str, Any]
WHOLE_JOB = 20.0


@attrs.frozen
class Served:
    """Where an emulator answers."""

    port: int

    @property
    def url(self) -> str:
        """Return the base URL of the API."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def control(self) -> Control:
        """Return the emulator's controls."""
        return Control(f"http://127.0.0.1:{self.port}/_emulator", DEFAULT_ADMIN_KEY)

    def client(self, key: str) -> httpx.Client:
        """Return an HTTP client that sends a key."""
        return httpx.Client(
            base_url=self.url, headers={"authorization": f"Bearer {key}"}, timeout=20
        )


@attrs.frozen
class Caller:
    """A client that can do, in one call, what most tests need before they start."""

    http: httpx.Client

    @classmethod
    @contextmanager
    def to(cls, url: str, key: str) -> Generator["Caller"]:
        """Lend a caller of the API at a URL."""
        headers = {"authorization": f"Bearer {key}"}
        with httpx.Client(base_url=url, headers=headers, timeout=20) as http:
            yield cls(http)

    def upload(self, examples: int = 10, **fields: str) -> str:
        """Upload chat examples and return the file's id."""
        return self.upload_text(chat_lines(examples), **fields)

    def upload_text(self, text: str | bytes, name: str = "data.jsonl", **fields: str) -> str:
        """Upload a file and return its id."""
        form = {"purpose": "fine-tune", **fields}
        answer = self.http.post("/files", files={"file": (name, text)}, data=form)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def create(self, **body: Any) -> Json:
        """Create a job, on a new file if none is named, and return it."""
        asked = {"model": "gpt-4o-mini", **body}
        asked.setdefault("training_file", None)
        asked["training_file"] = asked["training_file"] or self.upload()
        answer = self.http.post("/fine_tuning/jobs", json=asked)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def job(self, job_id: str) -> Json:
        """Return a job as it is now."""
        return self.get(f"/fine_tuning/jobs/{job_id}")

    def get(self, path: str, **query: Any) -> Json:
        """Return the content at a path."""
        answer = self.http.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def events(self, job_id: str) -> list[Json]:
        """Return all events of a job, newest first, page by page."""
        found: list[Json] = []
        more: dict[str, str] = {}
        while True:
            page = self.get(f"/fine_tuning/jobs/{job_id}/events", limit=30, **more)
            found += page["data"]
            if not page["has_more"]:
                return found
            more = {"after": found[-1]["id"]}

    def post(self, path: str, body: Any = None) -> httpx.Response:
        """Send a body in JSON."""
        return self.http.post(path, json={} if body is None else body)

    def grade(self, grader: Json, sample: str = "text", **item: Any) -> Json:
        """Run a grader and return the whole answer."""
        body = {"grader": grader, "model_sample": sample, "item": item}
        answer = self.http.post("/fine_tuning/alpha/graders/run", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def chat_lines(examples: int) -> str:
    """Return that many chat examples."""
    return "\n".join(
        json.dumps(
            {
                "messages": [
                    {"role": "user", "content": f"question {number}"},
                    {"role": "assistant", "content": f"answer {number}"},
                ]
            }
        )
        for number in range(examples)
    )


def serve_in_thread(settings: Settings) -> Generator[Served]:
    """Serve until the generator is closed."""
    # Named in full, else the event loop does not see that it is TCP and answers arrive late.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    serving = server(settings, "127.0.0.1", 0)
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]})
    thread.start()
    while not serving.started:
        time.sleep(0.005)
    yield Served(listening.getsockname()[1])
    serving.should_exit = True
    thread.join()
    listening.close()


Serve = Callable[..., Served]
