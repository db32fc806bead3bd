"""The object Error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class Error(base.Model):
    """
    What went wrong. All four fields are always there.
    """

    message: str
    """What went wrong, for a person to read."""

    type: str
    """Family of the error, mostly `invalid_request_error`."""

    param: str | None
    """Name of the parameter at fault; null if it is none of them."""

    code: str | None
    """Kind of error, for a program to read; null if it has no name."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("message", "message", k.STRING, required=True),
        base.Field("type", "type", k.STRING, required=True),
        base.Field("param", "param", k.nullable(k.STRING), required=True),
        base.Field("code", "code", k.nullable(k.STRING), required=True),
    )
