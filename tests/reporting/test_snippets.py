"""The Python program for a request sends the request."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fine_tuning_contract.conformance.exchange import Request
from fine_tuning_contract.conformance.reporting.snippets import python_snippet

from .conftest import KEY


@pytest.fixture
def heard() -> Iterator[tuple[str, list[Any]]]:
    """Return the address of a server, and the list of what it is asked."""
    requests: list[Any] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            requests.append((self.path, self.headers.get("authorization"), body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", requests
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/things?name=a%2Fb", b'{"text": "it\'s \\"quoted\\""}'),
        ("/v1/../things/./x", "ünï 🎈".encode()),
        ("/v1/things", b"\xff\x00"),
        ("/v1/things", b""),
    ],
    ids=["quotes", "dots", "bytes", "empty"],
)
def test_program_sends_the_very_request(
    heard: tuple[str, list[Any]], tmp_path: Path, path: str, body: bytes
) -> None:
    """Path, key and body arrive as they were first sent; the key comes from the environment."""
    url, requests = heard
    request = Request("PUT", url + path, (("authorization", f"Bearer {KEY}"),), body)
    program = python_snippet(request, {KEY: "OPENAI_API_KEY"})
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        cwd=tmp_path,
        env={"OPENAI_API_KEY": KEY, "NO_PROXY": "*"},
        capture_output=True,
    )

    assert KEY not in program
    assert requests == [(path, f"Bearer {KEY}", body)]


def test_program_names_a_file_for_a_long_body() -> None:
    """A body that is too long to read is taken from a file."""
    program = python_snippet(Request("POST", "http://server/v1", (), b"x" * 5000), {})

    assert 'content=Path("body.bin").read_bytes()' in program
    assert "from pathlib import Path" in program
