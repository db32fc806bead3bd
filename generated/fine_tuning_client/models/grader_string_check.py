"""The object GraderStringCheck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderStringCheck(base.Model):
    """
    A grader that compares two strings. Its score is 1 if the comparison holds and 0 if not.
    """

    type: Literal["string_check"] = "string_check"
    """Type of the grader, always `string_check`."""

    name: str
    """Name of the grader."""

    input: str
    """The string to check. It may hold template strings."""

    reference: str
    """The string to compare with. It may hold template strings."""

    operation: Literal["eq", "ne", "like", "ilike"] | str
    """How to compare: `eq` holds if the input equals the reference, `ne` if it does not, `like` if
    the input contains the reference, and `ilike` if it does so when upper and lower case count
    as the same."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"string_check"})), required=True),
        base.Field("name", "name", k.STRING, required=True),
        base.Field("input", "input", k.STRING, required=True),
        base.Field("reference", "reference", k.STRING, required=True),
        base.Field(
            "operation",
            "operation",
            k.OneOf(frozenset({"eq", "ne", "like", "ilike"})),
            required=True,
        ),
    )
