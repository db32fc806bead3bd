"""The object OpenAIFile."""

from __future__ import annotations

import datetime as _dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .open_ai_file_purpose import OpenAIFilePurpose
    from .open_ai_file_status import OpenAIFileStatus

_KNOWN = frozenset(
    {
        "id",
        "bytes",
        "created_at",
        "expires_at",
        "filename",
        "object",
        "purpose",
        "status",
        "status_details",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class OpenAIFile(_base.Model):
    """
    An uploaded file, without its content.
    """

    id: str
    """Id of the file."""

    bytes: int
    """How large the file is, in bytes."""

    created_at: int
    """When the file was created, in Unix seconds."""

    expires_at: int | None | Unset = UNSET
    """When the file expires, in Unix seconds; null if it never does."""

    filename: str
    """Name of the file."""

    object: Literal["file"] = "file"
    """Kind of object, always `file`."""

    purpose: OpenAIFilePurpose
    """What the file is for."""

    status: OpenAIFileStatus
    """How far the file is: `uploaded`, `processed` or `error`. Deprecated."""

    status_details: str | None | Unset = UNSET
    """Why a file of training data was found wrong. Deprecated: read `error` of the job instead."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("id", "id", _k.STRING, required=True),
        _base.Field("bytes", "bytes", _k.INTEGER, required=True),
        _base.Field("created_at", "created_at", _k.INTEGER, required=True),
        _base.Field("expires_at", "expires_at", _k.nullable(_k.INTEGER)),
        _base.Field("filename", "filename", _k.STRING, required=True),
        _base.Field("object", "object", _k.OneOf(frozenset({"file"})), required=True),
        _base.Field(
            "purpose",
            "purpose",
            _k.OneOf(
                frozenset(
                    {
                        "assistants",
                        "assistants_output",
                        "batch",
                        "batch_output",
                        "fine-tune",
                        "fine-tune-results",
                        "vision",
                        "user_data",
                        "evals",
                    }
                )
            ),
            required=True,
        ),
        _base.Field(
            "status",
            "status",
            _k.OneOf(frozenset({"uploaded", "processed", "error"})),
            required=True,
        ),
        _base.Field("status_details", "status_details", _k.nullable(_k.STRING)),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[OpenAIFile]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[OpenAIFile] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.id = kept_1 = value["id"]
                self.bytes = kept_2 = value["bytes"]
                self.created_at = kept_3 = value["created_at"]
                self.filename = kept_4 = value["filename"]
                self.object = kept_5 = value["object"]
                self.purpose = kept_6 = value["purpose"]
                self.status = kept_7 = value["status"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if (
                kept_1 is None
                or kept_2 is None
                or kept_3 is None
                or kept_4 is None
                or kept_5 is None
                or kept_6 is None
                or kept_7 is None
            ):
                made.append(cls.read_object(value, Problems()))
                continue
            known = 7
            if "expires_at" in value:
                self.expires_at = value["expires_at"]
                known += 1
            if "status_details" in value:
                self.status_details = value["status_details"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made

    @property
    def created_at_datetime(self) -> _dt.datetime | None:
        """`created_at` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.created_at)

    @property
    def expires_at_datetime(self) -> _dt.datetime | None:
        """`expires_at` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.expires_at)
