# Copied from fine_tuning_contract/codegen/runtime/tables.py: change it there.
"""A table of numbers that an object leaves behind, such as the metrics of each step."""

from __future__ import annotations

import base64
import binascii
import csv
import io
from typing import NamedTuple

from .errors import ResponseDecodingError


class Row(NamedTuple):
    """
    One line of the table.

    `step` is the number in its first column, `values` what stands in the others, by their names;
    None where a cell is empty.
    """

    step: int
    values: dict[str, float | None]


def read_table(content: bytes) -> list[Row]:
    """
    Return the rows of a CSV file, which may have been encoded in base64 as a whole.

    Raises `ResponseDecodingError` where it is no such table, with the line.
    """
    lines = csv.reader(io.StringIO(_text(content)))
    header: list[str] = next(lines, list[str]())
    rows: list[Row] = []
    for number, cells in enumerate(lines, start=2):
        if not cells:
            continue
        try:
            rows.append(_row(header, cells))
        except ValueError as error:
            reason = f"line {number} is no row of numbers ({error})"
            raise ResponseDecodingError("table", reason=reason) from None
    return rows


def _row(header: list[str], cells: list[str]) -> Row:
    numbers = [float(cell) if cell.strip() else None for cell in cells]
    if len(numbers) != len(header) or numbers[0] is None:
        raise ValueError(f"{len(cells)} cells under {len(header)} names")
    return Row(int(numbers[0]), dict(zip(header[1:], numbers[1:], strict=True)))


def _text(content: bytes) -> str:
    """Return the text of a file; a comma is no base64, so a table cannot be taken for it."""
    try:
        if b"," not in content:
            content = base64.b64decode(content, validate=True)
        return content.decode("utf-8-sig")
    except (UnicodeDecodeError, binascii.Error) as error:
        reason = f"it is neither text nor base64 ({error})"
        raise ResponseDecodingError("table", reason=reason) from None
