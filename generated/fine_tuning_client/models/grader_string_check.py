"""The object GraderStringCheck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .grader_string_check_operation import GraderStringCheckOperation

_KNOWN = frozenset(
    {
        "type",
        "name",
        "input",
        "reference",
        "operation",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderStringCheck(_base.Model):
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

    operation: GraderStringCheckOperation
    """How to compare: `eq` holds if the input equals the reference, `ne` if it does not, `like` if
    the input contains the reference, and `ilike` if it does so when upper and lower case count
    as the same."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"string_check"})), required=True),
        _base.Field("name", "name", _k.STRING, required=True),
        _base.Field("input", "input", _k.STRING, required=True),
        _base.Field("reference", "reference", _k.STRING, required=True),
        _base.Field(
            "operation",
            "operation",
            _k.OneOf(frozenset({"eq", "ne", "like", "ilike"})),
            required=True,
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[GraderStringCheck]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[GraderStringCheck] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.name = kept_2 = value["name"]
                self.input = kept_3 = value["input"]
                self.reference = kept_4 = value["reference"]
                self.operation = kept_5 = value["operation"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if (
                kept_1 is None
                or kept_2 is None
                or kept_3 is None
                or kept_4 is None
                or kept_5 is None
            ):
                made.append(cls.read_object(value, Problems()))
                continue
            known = 5
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
