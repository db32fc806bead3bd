"""Keys are found in whatever form they come back."""

import base64
import json
from urllib.parse import quote

import pytest

from fine_tuning_contract.conformance.redaction import MASK, redact

from .conftest import KEY, exchange_of

_ODD = 'k/+ey "with" €'


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        quote(KEY, safe=""),
        "".join(f"%{byte:02X}" for byte in KEY.encode()),
        base64.b64encode(KEY.encode()).decode(),
        base64.b64encode(f"user:{KEY}".encode()).decode(),
        base64.b64encode(f"a:{KEY}:b".encode()).decode(),
        base64.urlsafe_b64encode(f"??{KEY}??".encode()).decode(),
    ],
    ids=["plain", "quoted", "percent", "base64", "basic", "within", "urlsafe"],
)
def test_every_form_is_masked(text: str) -> None:
    """No form of a key is left, and what stands around it is."""
    redacted = redact(f"before={text}&after", [KEY])

    assert MASK in redacted
    assert redacted.startswith("before=")
    assert redacted.endswith("&after")
    for start in range(len(text) - 12):
        assert text[start : start + 12] not in redacted


@pytest.mark.parametrize("text", [_ODD, json.dumps(_ODD), quote(_ODD), quote(_ODD, safe="")])
def test_odd_keys_are_masked(text: str) -> None:
    """A key with characters that are escaped is found escaped."""
    assert "with" not in redact(text, [_ODD])


def test_longest_goes_first() -> None:
    """A key that begins like another leaves no rest."""
    assert redact("sk-abc-def", ["sk-abc", "sk-abc-def"]) == MASK


def test_short_words_stay() -> None:
    """A key of three letters would blank out ordinary words."""
    assert redact("the cat", ["cat", ""]) == "the cat"


def test_evidence_has_no_key_in_any_part() -> None:
    """URL, headers, bodies, curl line and Python program are all without the key."""
    encoded = base64.b64encode(f"user:{KEY}".encode())
    exchange = exchange_of(
        b'{"you sent": "' + encoded + b'"}',
        json.dumps({"key": KEY}).encode(),
        f"http://server/v1/things?key={quote(KEY)}",
    )
    text = json.dumps(exchange.as_evidence(f"echoed {KEY}", {KEY: "OPENAI_API_KEY"}))

    assert KEY not in text
    assert encoded.decode()[8:-4] not in text
    assert "$OPENAI_API_KEY" in text
