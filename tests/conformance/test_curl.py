"""Commands that repeat a request."""

import subprocess
from pathlib import Path

import pytest

from fine_tuning_contract.conformance.curl import curl_line
from fine_tuning_contract.conformance.exchange import Request
from fine_tuning_contract.conformance.redaction import redact

_KEYS = {"sk-secret": "OPENAI_API_KEY"}


@pytest.mark.parametrize("body", [b'{"a": "it\'s \\"$HOME\\""}', b"$(touch x) `id`", b"a\nb\\"])
def test_command_means_the_same_to_a_shell(tmp_path: Path, body: bytes) -> None:
    """A shell that runs the command hands curl the very request."""
    headers = (("authorization", "Bearer sk-secret"), ("x-odd", "a 'b' \"c\""))
    line = curl_line(Request("POST", "http://x/y?a=b&c=$d", headers, body), _KEYS)
    script = f"curl() {{ printf '%s\\0' \"$@\"; }}\n{line}"
    ran = subprocess.run(
        ["sh", "-c", script],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"OPENAI_API_KEY": "sk-secret"},
    )

    assert ran.stdout.split(b"\0")[:-1] == [
        b"--path-as-is",
        b"http://x/y?a=b&c=$d",
        b"-H",
        b"authorization: Bearer sk-secret",
        b"-H",
        b"x-odd: a 'b' \"c\"",
        b"--data-binary",
        body,
    ]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a\x00b", b"x" * 3000])
def test_body_that_no_command_can_hold_is_a_file(body: bytes) -> None:
    """Bytes that are no text, and very long texts, are left to a file."""
    assert curl_line(Request("PUT", "http://x", (), body), {}).endswith(
        "-X PUT http://x --data-binary @body.bin"
    )


def test_headers_that_curl_sets_are_left_out() -> None:
    """The host and the length are curl's own business."""
    headers = (("host", "x"), ("content-length", "3"), ("accept", "*/*"))

    assert curl_line(Request("GET", "http://x", headers), {}) == (
        "curl --path-as-is http://x -H 'accept: */*'"
    )


def test_longer_keys_are_masked_first() -> None:
    """A key that starts with another is masked whole."""
    assert redact("sk-abc sk-abcdef", ["sk-abc", "sk-abcdef"]) == "[redacted] [redacted]"


def test_very_short_values_are_not_masked() -> None:
    """A value of three letters would blank out half of the report."""
    assert redact("the cat", ["cat"]) == "the cat"
