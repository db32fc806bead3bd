"""The object GraderPython."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "type",
        "name",
        "source",
        "image_tag",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderPython(_base.Model):
    """
    A grader that runs a Python program. The program defines `grade(sample, item)`, which returns
    the score as a number. If it raises an exception, the score is 0 and
    `python_grader_runtime_error` is true.
    """

    type: Literal["python"] = "python"
    """Type of the grader, always `python`."""

    name: str
    """Name of the grader."""

    source: str
    """Source code of the program, less than 256 kB, which defines `grade(sample, item)`. It runs
    without a network for at most two minutes."""

    image_tag: str | Unset = UNSET
    """Tag of the image that the program runs in."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"python"})), required=True),
        _base.Field("name", "name", _k.STRING, required=True),
        _base.Field("source", "source", _k.STRING, required=True),
        _base.Field("image_tag", "image_tag", _k.STRING),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[GraderPython]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[GraderPython] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.name = kept_2 = value["name"]
                self.source = kept_3 = value["source"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None or kept_3 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 3
            if "image_tag" in value:
                self.image_tag = value["image_tag"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
