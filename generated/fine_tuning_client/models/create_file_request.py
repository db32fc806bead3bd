"""The object CreateFileRequest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .create_file_request_purpose import CreateFileRequestPurpose
    from .file_expiration_after import FileExpirationAfter

_KNOWN = frozenset(
    {
        "file",
        "purpose",
        "expires_after",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class CreateFileRequest(_base.Model):
    """
    A file to upload.
    """

    file: Any
    """The content of the file, as bytes, and its name."""

    purpose: CreateFileRequestPurpose
    """What the file is for: `fine-tune` training or validation data, `batch` requests, `evals` data
    for evaluations, `vision` images to fine-tune on, `assistants` material for the Assistants
    API, `user_data` anything else."""

    expires_after: FileExpirationAfter | Unset = UNSET
    """When the file is to be deleted by itself."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("file", "file", _k.BINARY, required=True),
        _base.Field(
            "purpose",
            "purpose",
            _k.OneOf(
                frozenset({"assistants", "batch", "fine-tune", "vision", "user_data", "evals"})
            ),
            required=True,
        ),
        _base.Field("expires_after", "expires_after", _k.Object(lambda: _m.FileExpirationAfter)),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[CreateFileRequest]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[CreateFileRequest] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.file = kept_1 = value["file"]
                self.purpose = kept_2 = value["purpose"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 2
            if "expires_after" in value:
                self._raw_expires_after = value["expires_after"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
