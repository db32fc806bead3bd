"""The object RunGraderResponseMetadata."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .grader_token_usage import GraderTokenUsage
    from .run_grader_response_metadata_errors import RunGraderResponseMetadataErrors

_KNOWN = frozenset(
    {
        "name",
        "type",
        "errors",
        "execution_time",
        "scores",
        "token_usage",
        "sampled_model_name",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class RunGraderResponseMetadata(_base.Model):
    """
    How the score came about.
    """

    name: str
    """Name of the grader."""

    type: str
    """Type of the grader."""

    errors: RunGraderResponseMetadataErrors
    """What went wrong while the grader ran. If nothing did, every flag is false."""

    execution_time: float
    """How long the grader ran, in seconds."""

    scores: dict[str, Any]
    """Scores by name."""

    token_usage: int | GraderTokenUsage | None
    """Tokens that the grader's model took; null if it has none."""

    sampled_model_name: str | None
    """Name of the model that was asked; null if none was."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("name", "name", _k.STRING, required=True),
        _base.Field("type", "type", _k.STRING, required=True),
        _base.Field(
            "errors", "errors", _k.Object(lambda: _m.RunGraderResponseMetadataErrors), required=True
        ),
        _base.Field("execution_time", "execution_time", _k.NUMBER, required=True),
        _base.Field("scores", "scores", _k.MapOf(_k.ANYTHING), required=True),
        _base.Field(
            "token_usage",
            "token_usage",
            _k.nullable(
                _k.AnyOf(
                    (
                        _k.INTEGER,
                        _k.Object(lambda: _m.GraderTokenUsage),
                    )
                )
            ),
            required=True,
        ),
        _base.Field(
            "sampled_model_name", "sampled_model_name", _k.nullable(_k.STRING), required=True
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[RunGraderResponseMetadata]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[RunGraderResponseMetadata] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.name = kept_1 = value["name"]
                self.type = kept_2 = value["type"]
                self._raw_errors = kept_3 = value["errors"]
                self.execution_time = kept_4 = value["execution_time"]
                self.scores = kept_5 = value["scores"]
                self._raw_token_usage = value["token_usage"]
                self.sampled_model_name = value["sampled_model_name"]
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
            known = 7
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
