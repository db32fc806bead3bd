"""The object ErrorResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .error import Error


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ErrorResponse(base.Model):
    """
    The body of every refusal.
    """

    error: Error
    """What went wrong."""

    detail: Any | Unset = UNSET
    """More about what went wrong, which a few operations add beside `error`. Its form is not
    settled."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("error", "error", k.Object(lambda: m.Error), required=True),
        base.Field("detail", "detail", k.ANYTHING),
    )
