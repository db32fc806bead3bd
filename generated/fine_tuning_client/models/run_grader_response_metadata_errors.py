"""The object RunGraderResponseMetadataErrors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "formula_parse_error",
        "sample_parse_error",
        "truncated_observation_error",
        "unresponsive_reward_error",
        "invalid_variable_error",
        "other_error",
        "python_grader_server_error",
        "python_grader_server_error_type",
        "python_grader_runtime_error",
        "python_grader_runtime_error_details",
        "model_grader_server_error",
        "model_grader_refusal_error",
        "model_grader_parse_error",
        "model_grader_server_error_details",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class RunGraderResponseMetadataErrors(_base.Model):
    """
    What went wrong while the grader ran. If nothing did, every flag is false.
    """

    formula_parse_error: bool
    """The formula could not be read."""

    sample_parse_error: bool
    """The sample could not be read."""

    truncated_observation_error: bool
    """What the grader was to look at had been cut off."""

    unresponsive_reward_error: bool
    """The grader gave no score."""

    invalid_variable_error: bool
    """A template or formula names something that does not exist."""

    other_error: bool
    """Something else went wrong."""

    python_grader_server_error: bool
    """The server could not run the Python program."""

    python_grader_server_error_type: str | None
    """Kind of that failure; null if there was none."""

    python_grader_runtime_error: bool
    """The Python program failed."""

    python_grader_runtime_error_details: str | None
    """How the Python program failed; null if it did not."""

    model_grader_server_error: bool
    """The grader's model could not be reached."""

    model_grader_refusal_error: bool
    """The grader's model refused to answer."""

    model_grader_parse_error: bool
    """The answer of the grader's model could not be read."""

    model_grader_server_error_details: str | None
    """Why the grader's model could not be reached; null if it could."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("formula_parse_error", "formula_parse_error", _k.BOOLEAN, required=True),
        _base.Field("sample_parse_error", "sample_parse_error", _k.BOOLEAN, required=True),
        _base.Field(
            "truncated_observation_error", "truncated_observation_error", _k.BOOLEAN, required=True
        ),
        _base.Field(
            "unresponsive_reward_error", "unresponsive_reward_error", _k.BOOLEAN, required=True
        ),
        _base.Field("invalid_variable_error", "invalid_variable_error", _k.BOOLEAN, required=True),
        _base.Field("other_error", "other_error", _k.BOOLEAN, required=True),
        _base.Field(
            "python_grader_server_error", "python_grader_server_error", _k.BOOLEAN, required=True
        ),
        _base.Field(
            "python_grader_server_error_type",
            "python_grader_server_error_type",
            _k.nullable(_k.STRING),
            required=True,
        ),
        _base.Field(
            "python_grader_runtime_error", "python_grader_runtime_error", _k.BOOLEAN, required=True
        ),
        _base.Field(
            "python_grader_runtime_error_details",
            "python_grader_runtime_error_details",
            _k.nullable(_k.STRING),
            required=True,
        ),
        _base.Field(
            "model_grader_server_error", "model_grader_server_error", _k.BOOLEAN, required=True
        ),
        _base.Field(
            "model_grader_refusal_error", "model_grader_refusal_error", _k.BOOLEAN, required=True
        ),
        _base.Field(
            "model_grader_parse_error", "model_grader_parse_error", _k.BOOLEAN, required=True
        ),
        _base.Field(
            "model_grader_server_error_details",
            "model_grader_server_error_details",
            _k.nullable(_k.STRING),
            required=True,
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[RunGraderResponseMetadataErrors]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[RunGraderResponseMetadataErrors] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.formula_parse_error = kept_1 = value["formula_parse_error"]
                self.sample_parse_error = kept_2 = value["sample_parse_error"]
                self.truncated_observation_error = kept_3 = value["truncated_observation_error"]
                self.unresponsive_reward_error = kept_4 = value["unresponsive_reward_error"]
                self.invalid_variable_error = kept_5 = value["invalid_variable_error"]
                self.other_error = kept_6 = value["other_error"]
                self.python_grader_server_error = kept_7 = value["python_grader_server_error"]
                self.python_grader_server_error_type = value["python_grader_server_error_type"]
                self.python_grader_runtime_error = kept_9 = value["python_grader_runtime_error"]
                self.python_grader_runtime_error_details = value[
                    "python_grader_runtime_error_details"
                ]
                self.model_grader_server_error = kept_11 = value["model_grader_server_error"]
                self.model_grader_refusal_error = kept_12 = value["model_grader_refusal_error"]
                self.model_grader_parse_error = kept_13 = value["model_grader_parse_error"]
                self.model_grader_server_error_details = value["model_grader_server_error_details"]
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
                or kept_9 is None
                or kept_11 is None
                or kept_12 is None
                or kept_13 is None
            ):
                made.append(cls.read_object(value, Problems()))
                continue
            known = 14
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
