"""What is said about training data: problems, their remedies, and the report of them all."""

from collections.abc import Mapping
from typing import Any, Literal

from attrs import asdict, frozen

Method = Literal["supervised", "dpo", "reinforcement"]
METHODS: tuple[Method, ...] = ("supervised", "dpo", "reinforcement")

WARNINGS = frozenset(
    {
        "blank_line",
        "byte_order_mark",
        "duplicate_key",
        "empty_content",
        "equal_outputs",
        "last_message_not_assistant",
        "nothing_to_learn",
        "unrecognized_key",
    }
)
_ONE_OBJECT = "write each example as one JSON object on a line of its own"
REMEDIES: Mapping[str, str] = {
    "blank_line": "take the line out",
    "byte_order_mark": "save the file as UTF-8 without a byte order mark",
    "data_type": _ONE_OBJECT,
    "duplicate_key": "keep one: readers of JSON differ in which one they take",
    "empty_content": "write what the message says, or take it out",
    "equal_outputs": "give two outputs that differ: equal ones teach nothing",
    "example_missing_assistant_message": "add the assistant message that is to be learned",
    "file_too_large": "split the file, or take a part of it",
    "invalid_json": _ONE_OBJECT,
    "invalid_n_examples": "add examples; 50 to 100 are a good beginning",
    "invalid_tool": 'write {"type": "function", "function": {"name": …, "parameters": {…}}}',
    "invalid_tool_call": "write id, type and function, and its arguments as a string of JSON",
    "invalid_utf8": "save the file as UTF-8",
    "invalid_weight": "give an assistant message the weight 0 or 1, and any other none",
    "last_message_not_assistant": "end with the assistant message that is to be learned",
    "last_message_not_user": "end with a user message: the model's answer to it is graded",
    "line_too_long": "shorten the example, or link to images instead of embedding them",
    "lone_surrogate": "write the character itself, or both escapes of its pair",
    "message_missing_key": "add it",
    "message_unrecognized_key": "take it out, or correct its spelling",
    "misplaced_image": "put images into user messages",
    "missing_content": "add it; only an assistant message that calls a tool goes without",
    "missing_key": "add it",
    "missing_messages_list": "add `messages`, a list of at least one message",
    "mixed_formats": "keep chat examples and prompt/completion examples in separate files",
    "not_a_number": "write null, a number or a string: JSON has no NaN and no Infinity",
    "not_assistant": 'give the message the role "assistant"',
    "not_one_message": "give a list of exactly one message: a single turn is compared",
    "nothing_to_learn": "give the weight 1, or none, to a message that is to be learned",
    "too_deeply_nested": "flatten the example",
    "too_many_examples": "split the file, or take a part of it",
    "too_many_functions": "give fewer",
    "unrecognized_key": "take it out, or correct its spelling",
    "unrecognized_part": "use parts of the type text, and in user messages image_url",
    "unrecognized_role": "use system, developer, user, assistant, tool or function",
    "wrong_method": "take the line out, or choose the method that it is written for",
    "wrong_type": "write the kind of value that is asked for",
}


def failure(report: "Report", *, validation: bool = False) -> tuple[str, str] | None:
    """Return the code and the message with which a job fails over a file, or None."""
    first = next((problem for problem in report.problems if problem.level == "error"), None)
    if first is None:
        return None
    if validation:
        return "invalid_validation_file", first.told
    code = first.code if first.code == "invalid_n_examples" else "invalid_training_file"
    return code, first.told


@frozen
class Problem:
    """
    One thing that is wrong.

    `line` counts from 1, and is None where the whole file is meant; `where` is a JSON pointer
    into the line.
    """

    line: int | None
    code: str
    where: str
    message: str

    @property
    def level(self) -> Literal["error", "warning"]:
        """Whether a job fails over it."""
        return "warning" if self.code in WARNINGS else "error"

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return REMEDIES[self.code]

    @property
    def located(self) -> str:
        """What is wrong, and where in the line."""
        # A key may hold what must not reach a terminal.
        return f"{self.message}, at {ascii(self.where)[1:-1]}" if self.where else self.message

    @property
    def told(self) -> str:
        """The line, what is wrong there, and where in it."""
        return self.located if self.line is None else f"Line {self.line}: {self.located}"

    def __str__(self) -> str:
        """Return the sentence and the remedy."""
        return f"{self.told}; {self.remedy}"

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {**asdict(self), "level": self.level, "remedy": self.remedy}


@frozen
class Report:
    """
    What training data hold, and what is wrong with them.

    `problems` keeps the first errors and the first warnings, in the order of their lines;
    `codes` counts all of them.
    `estimated_tokens` is a guess made without a tokenizer: one token for every four bytes that
    the text has in UTF-8, and four more for every message; tools count as the JSON they are.
    It counts one reading of the data; a job bills one for each epoch.
    """

    method: Method | None
    lines: int
    examples: int
    messages: int
    roles: Mapping[str, int]
    estimated_tokens: int
    errors: int
    warnings: int
    codes: Mapping[str, int]
    problems: tuple[Problem, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing was found that a job fails over."""
        return not self.errors

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        problems = [problem.as_json() for problem in self.problems]
        return {"valid": self.valid, **asdict(self, recurse=False), "problems": problems}
