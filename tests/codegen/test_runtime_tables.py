"""What an object leaves behind can be found again, and read."""

import asyncio
import base64
from types import SimpleNamespace
from typing import Any

import pytest

from fine_tuning_contract.codegen.runtime.absence import UNSET
from fine_tuning_contract.codegen.runtime.errors import (
    InvalidRequestError,
    ResponseDecodingError,
    UnknownOutcomeError,
)
from fine_tuning_contract.codegen.runtime.reconciling import TAG, async_find, find, tagged
from fine_tuning_contract.codegen.runtime.tables import Row, read_table

TABLE = b"step,train_loss,valid_loss\n1,1.5,\n\n2,0.5,0.75\n"


@pytest.mark.parametrize(
    "content",
    [TABLE, base64.b64encode(TABLE), b"\xef\xbb\xbf" + TABLE, TABLE.replace(b"\n", b"\r\n")],
    ids=["plain", "base64", "byte-order-mark", "windows"],
)
def test_table_is_read_however_it_was_written(content: bytes) -> None:
    """Each line is a row; an empty cell is None, an empty line is nothing."""
    assert read_table(content) == [
        Row(1, {"train_loss": 1.5, "valid_loss": None}),
        Row(2, {"train_loss": 0.5, "valid_loss": 0.75}),
    ]


def test_empty_table_has_no_rows() -> None:
    """A header alone, and nothing at all, are tables without a row."""
    assert read_table(b"step,train_loss\n") == []
    assert read_table(b"") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"step,loss\n1,2\nx,3\n", "line 3 is no row of numbers"),
        (b"step,loss\n1\n", "line 2 is no row of numbers"),
        (b"step,loss\n,1\n", "line 2 is no row of numbers"),
        (b"<html>", "neither text nor base64"),
        (b"\xff,\xfe", "neither text nor base64"),
    ],
)
def test_what_is_no_table_is_told_by_its_line(content: bytes, message: str) -> None:
    """A broken table is an error with the line, not half of the rows."""
    with pytest.raises(ResponseDecodingError, match=message):
        read_table(content)


@pytest.mark.parametrize("given", [UNSET, None, {}, {"a": "b"}])
def test_each_request_has_a_tag_of_its_own(given: Any) -> None:
    """The caller's tags are kept, and one is added that no other request has."""
    (one, own), (other, _) = tagged(given), tagged(given)

    assert one == {**(given or {}), **own}
    assert list(own) == [TAG]
    assert one[TAG] != other[TAG]


def test_tags_that_are_none_are_refused() -> None:
    """Tags are an object; anything else is told before it is sent."""
    with pytest.raises(InvalidRequestError, match="not list"):
        tagged(["a"])


def job(tag: str | None) -> Any:
    """Return a job whose request had a tag, or none."""
    return SimpleNamespace(tags=None if tag is None else {TAG: tag})


def found(*jobs: Any) -> Any:
    """Return what looking for the job with the tag `mine` among some jobs gives."""
    listing: Any = lambda: iter(jobs)  # noqa: E731 - a listing
    return find(UnknownOutcomeError("no answer"), listing, "tags", {TAG: "mine"})


def test_lost_object_is_found_by_its_own_tag() -> None:
    """Other objects are passed over, since there are servers that ignore the filter."""
    mine = job("mine")

    assert found(job("other"), job(None), SimpleNamespace(), mine) is mine


def test_loss_is_raised_where_nothing_is_found() -> None:
    """Where no object has the tag, the error stands; other objects are never taken for it."""
    with pytest.raises(UnknownOutcomeError, match="no answer"):
        found(job("other"))
    with pytest.raises(UnknownOutcomeError):
        found()


def test_search_ends() -> None:
    """Only the newest objects are looked at: what was created a moment ago is among them."""
    with pytest.raises(UnknownOutcomeError):
        found(*[job("other")] * 500, job("mine"))


def test_async_search_does_the_same() -> None:
    """The async form walks an async list, as far as the sync one does."""
    mine, others = job("mine"), [job("other")] * 500

    async def search(*jobs: Any) -> Any:
        async def listed() -> Any:
            for each in jobs:
                yield each

        listing: Any = listed
        lost = UnknownOutcomeError("no answer")
        return await async_find(lost, listing, "tags", {TAG: "mine"})

    assert asyncio.run(search(job("other"), mine)) is mine
    for jobs in ([job("other")], [*others, mine]):
        with pytest.raises(UnknownOutcomeError):
            asyncio.run(search(*jobs))
