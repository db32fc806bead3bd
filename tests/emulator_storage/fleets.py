"""Several processes of an emulator on one database, each with a port of its own."""

import json
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import attrs
import httpx

from fine_tuning_contract.emulator import RunningEmulator, Settings, start

Json = dict[str, Any]
WHOLE_JOB = 20.0
JOBS = "/fine_tuning/jobs"
# The most that the files of one test may take up together.
STORAGE = 100_000


@attrs.frozen
class Fleet:
    """The processes, as machines behind a proxy would be."""

    emulators: list[RunningEmulator]
    clients: list[httpx.Client]

    @property
    def any(self) -> httpx.Client:
        """Return the client of one of them."""
        return self.clients[0]

    @property
    def control(self) -> Any:
        """Return the controls of another one than `any` asks."""
        return self.emulators[-1].control

    def at_once(self, ask: Callable[[httpx.Client], httpx.Response], times: int) -> list[Any]:
        """Ask all processes at the same time, so many times altogether."""
        clients = [self.clients[number % len(self.clients)] for number in range(times)]
        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(ask, clients))

    def upload(self, **fields: str) -> str:
        """Upload twelve examples and return the file's id."""
        return uploaded(self.any, **fields)

    def create(self, **body: Any) -> Json:
        """Create a job on a new file and return it."""
        asked = {"model": "gpt-4o-mini", "training_file": self.upload(), **body}
        return good(self.any.post(JOBS, json=asked))

    def listed(self, path: str = JOBS, **query: Any) -> list[Json]:
        """Return all items of a list, page by page."""
        found: list[Json] = []
        while True:
            after = {"after": found[-1]["id"]} if found else {}
            page = good(self.any.get(path, params={"limit": 100, **query, **after}))
            found += page["data"]
            if not page["has_more"]:
                return found


def fleet(settings: Settings, processes: int) -> Generator[Fleet]:
    """Serve until the generator is closed."""
    with ExitStack() as stack:
        emulators = [stack.enter_context(start(settings)) for _ in range(processes)]
        clients = [stack.enter_context(client(one)) for one in emulators]
        yield Fleet(emulators, clients)


def client(of: RunningEmulator) -> httpx.Client:
    """Return an HTTP client of an emulator."""
    # Permissions need an admin, who may do all else too.
    headers = {"authorization": f"Bearer {of.admin_key}"}
    return httpx.Client(base_url=of.url, headers=headers, timeout=60)


def uploaded(by: httpx.Client, content: bytes | None = None, **fields: str) -> str:
    """Upload a file, twelve examples if no content is given, and return its id."""
    files = {"file": ("a.jsonl", content or examples())}
    answer = by.post("/files", files=files, data={"purpose": "fine-tune", **fields})
    return str(good(answer)["id"])


def examples(count: int = 12) -> bytes:
    """Return that many chat examples."""
    parts = ({"role": "user", "content": "hello"}, {"role": "assistant", "content": "good day"})
    return "\n".join([json.dumps({"messages": parts})] * count).encode()


def good(answer: httpx.Response) -> Json:
    """Return the content of an answer that has to be one of success."""
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
