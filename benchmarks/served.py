"""A bare ASGI app that answers stored JSON, served by uvicorn in a process of its own."""

import json
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

_ROOT = Path(__file__).parents[1]
_LOOPBACK = "127.0.0.1"
Send = Callable[[dict[str, Any]], Awaitable[None]]


@frozen
class Served:
    """A server that runs: where it is, and its process."""

    port: int
    process: int

    @property
    def url(self) -> str:
        """Where its API begins."""
        return f"http://{_LOOPBACK}:{self.port}/v1"


@contextmanager
def serving(answers: Mapping[str, bytes]) -> Generator[Served]:
    """Answer each path, its query included, with its JSON, until the context ends."""
    with socket.create_server((_LOOPBACK, 0), backlog=2048) as listening:
        port: int = listening.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.served"],
            stdin=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
            pass_fds=(listening.fileno(),),
        )
        texts = {path: body.decode() for path, body in answers.items()}
        assert process.stdin is not None
        process.stdin.write(json.dumps({"socket": listening.fileno(), "answers": texts}) + "\n")
        process.stdin.flush()
    try:
        # The socket listens already: the first answer waits for the server.
        with socket.create_connection((_LOOPBACK, port), timeout=30) as first:
            first.sendall(b"GET / HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n")
            first.recv(1)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.communicate()


def application(answers: Mapping[str, bytes]) -> Callable[..., Awaitable[None]]:
    """Return the app: a look-up by path, and nothing else."""

    async def answer(scope: dict[str, Any], _: Any, send: Send) -> None:
        query = scope["query_string"].decode()
        body = answers.get(f"{scope['path']}?{query}" if query else scope["path"])
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body or b"")),
            (b"x-request-id", b"req_bench"),
        ]
        status = 404 if body is None else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body or b""})

    return answer


def main() -> None:
    """Serve what standard input says, on the socket that it names."""
    import uvicorn  # noqa: PLC0415 - only the child needs it

    told = json.loads(sys.stdin.readline())
    answers = {path: text.encode() for path, text in told["answers"].items()}
    config = uvicorn.Config(
        application(answers),
        http="httptools",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
    )
    with socket.socket(fileno=told["socket"]) as listening:
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
