"""Files of examples, read line by line."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

from attrs import define, field

from .batches import PlainReader, plain_reader
from .examples import check_example, is_completion, method_of
from .lines import Line, Notes, read_object
from .reports import METHODS, Method, Problem, Report

LONGEST_LINE = 32 * 1024 * 1024
_KEPT = 100
_BATCH = 1 << 16
_FEW = 3
# So many batches in a row may hold something odd before all lines are read one by one.
_FAITH = 32
_FEWEST = 10
_LARGEST = 512 * 1024 * 1024
_MOST_GRADED = {False: 50_000, True: 1_000}
_BYTES_PER_TOKEN = 4
_TOKENS_PER_MESSAGE = 4
_MARK = b"\xef\xbb\xbf"


def validate(
    path: str | os.PathLike[str],
    method: Method | None = None,
    *,
    validation: bool = False,
    keep: int = _KEPT,
    longest_line: int = LONGEST_LINE,
) -> Report:
    """
    Read a file of examples, and return how much it holds and what is wrong with it.

    Without a method, the first example decides which one is meant.
    A file for `validation` may hold fewer examples than one for training.
    Memory stays constant, whatever the file holds: of a line longer than `longest_line` bytes
    no more is read than shows it, and of many problems the first `keep` are kept.
    Raises `OSError` if the file cannot be read.
    """
    survey = _Survey(Notes(max(keep, 1)), _known(method), longest_line)
    with open(path, "rb") as file:  # noqa: PTH123 - takes every kind of path
        for batch in _batches(file, longest_line):
            survey.take(batch)
        return survey.report(os.fstat(file.fileno()).st_size, validation=validation)


def examine(
    lines: Iterable[bytes],
    method: Method | None = None,
    *,
    validation: bool = False,
    keep: int = _KEPT,
    longest_line: int = LONGEST_LINE,
) -> Report:
    """Return what `validate` returns, for lines that need not come from a file."""
    survey = _Survey(Notes(max(keep, 1)), _known(method), longest_line)
    size = held = 0
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        held += len(line)
        if held >= _BATCH:
            survey.take(batch)
            size, held, batch = size + held, 0, []
    survey.take(batch)
    return survey.report(size + held, validation=validation)


def _known(method: Method | None) -> Method | None:
    if method is not None and method not in METHODS:
        raise ValueError(f"the method {method!r} is not known; use one of {', '.join(METHODS)}")
    return method


def _batches(file: BinaryIO, longest: int) -> Iterator[list[bytes]]:
    """Yield lines by the batch; of a line that is too long, only its beginning."""
    while piece := file.read(_BATCH):
        rest = b"" if piece.endswith(b"\n") else file.readline(longest + 1)
        yield BytesIO(piece + rest).readlines()
        while len(rest) > longest and not rest.endswith(b"\n"):
            # What is left of the long line is passed over, one bounded piece after the other.
            rest = file.readline(longest + 1) or b"\n"


@define
class _Survey:
    """What was found so far; `older` tells whether supervised examples are prompts, or chats."""

    notes: Notes
    method: Method | None
    longest: int
    lines: int = 0
    examples: int = 0
    size: int = 0
    older: bool | None = None
    roles: Counter[str] = field(factory=Counter[str])
    reader: PlainReader = field(factory=plain_reader)
    faith: int = _FAITH

    def take(self, batch: list[bytes]) -> None:
        """Count the plain examples of a batch, and look closely at its other lines."""
        if self.method is None and batch:
            self._look(batch[0])
            batch = batch[1:]
        if self.method is None or self.older or self.faith < 0:
            for raw in batch:
                self._look(raw)
        elif batch:
            self._search(batch, self.method)

    def _search(self, batch: list[bytes], method: Method) -> None:
        """Count a batch, or if there is something odd in it, each half of it."""
        found = None
        if max(map(len, batch)) <= self.longest:
            found = self.reader.read(batch, method)
        self.faith = min(self.faith + 2, _FAITH) if found else self.faith - 1
        if found is not None:
            self._add(len(batch), *found)
        elif len(batch) <= _FEW:
            for raw in batch:
                self._look(raw)
        else:
            half = len(batch) // 2
            self.take(batch[:half])
            self.take(batch[half:])

    def _add(self, count: int, roles: Counter[str], size: int) -> None:
        self.roles += roles
        self.lines += count
        self.examples += count
        self.size += size
        self.older = False

    def _look(self, raw: bytes) -> None:
        self.lines += 1
        line = Line(self.lines, self.notes)
        if self.lines == 1 and raw.startswith(_MARK):
            line.tell("byte_order_mark", "", "the file begins with a byte order mark")
            raw = raw[len(_MARK) :]
        if not raw or raw.isspace():
            line.tell("blank_line", "", "the line is blank")
            return
        self.examples += 1
        if len(raw) > self.longest:
            line.tell("line_too_long", "", f"the line is longer than {self.longest} bytes")
            return
        example = read_object(line, raw)
        if example is not None:
            self._judge(line, example)
        self.roles.update(line.roles)
        self.size += line.size

    def _judge(self, line: Line, example: dict[str, Any]) -> None:
        self.method = self.method or method_of(example)
        if self.method == "supervised" and method_of(example) is not None:
            older = is_completion(example)
            if self.older not in {None, older}:
                line.tell("mixed_formats", "", "chats are mixed with prompts and completions")
            elif self.older is None:
                self.older = older
        try:
            check_example(line, example, self.method or "supervised")
        except RecursionError:
            line.tell("too_deeply_nested", "", "the line is nested too deeply to be checked")

    def report(self, size: int, *, validation: bool) -> Report:
        """Return what was found in the whole."""
        self._judge_whole(size, validation=validation)
        messages = self.roles.total()
        return Report(
            method=self.method,
            lines=self.lines,
            examples=self.examples,
            messages=messages,
            roles=dict(self.roles),
            estimated_tokens=-(-self.size // _BYTES_PER_TOKEN) + messages * _TOKENS_PER_MESSAGE,
            errors=self.notes.count("error"),
            warnings=self.notes.count("warning"),
            codes=dict(self.notes.codes),
            problems=self.notes.problems(),
        )

    def _judge_whole(self, size: int, *, validation: bool) -> None:
        most = _MOST_GRADED[validation] if self.method == "reinforcement" else self.examples
        name = "Validation" if validation else "Training"
        fewest = 1 if validation else _FEWEST
        said = f"{name} file has {self.examples} example(s), but must have at "
        if self.examples < fewest:
            self._tell("invalid_n_examples", f"{said}least {fewest} examples")
        if self.examples > most:
            self._tell("too_many_examples", f"{said}most {most} examples")
        if size > _LARGEST:
            self._tell("file_too_large", f"{name} file has {size} bytes, more than {_LARGEST}")

    def _tell(self, code: str, message: str) -> None:
        self.notes.tell(Problem(None, code, "", message))
