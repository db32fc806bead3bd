"""The object RunGraderResponseMetadataErrors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class RunGraderResponseMetadataErrors(base.Model):
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

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("formula_parse_error", "formula_parse_error", k.BOOLEAN, required=True),
        base.Field("sample_parse_error", "sample_parse_error", k.BOOLEAN, required=True),
        base.Field(
            "truncated_observation_error", "truncated_observation_error", k.BOOLEAN, required=True
        ),
        base.Field(
            "unresponsive_reward_error", "unresponsive_reward_error", k.BOOLEAN, required=True
        ),
        base.Field("invalid_variable_error", "invalid_variable_error", k.BOOLEAN, required=True),
        base.Field("other_error", "other_error", k.BOOLEAN, required=True),
        base.Field(
            "python_grader_server_error", "python_grader_server_error", k.BOOLEAN, required=True
        ),
        base.Field(
            "python_grader_server_error_type",
            "python_grader_server_error_type",
            k.nullable(k.STRING),
            required=True,
        ),
        base.Field(
            "python_grader_runtime_error", "python_grader_runtime_error", k.BOOLEAN, required=True
        ),
        base.Field(
            "python_grader_runtime_error_details",
            "python_grader_runtime_error_details",
            k.nullable(k.STRING),
            required=True,
        ),
        base.Field(
            "model_grader_server_error", "model_grader_server_error", k.BOOLEAN, required=True
        ),
        base.Field(
            "model_grader_refusal_error", "model_grader_refusal_error", k.BOOLEAN, required=True
        ),
        base.Field(
            "model_grader_parse_error", "model_grader_parse_error", k.BOOLEAN, required=True
        ),
        base.Field(
            "model_grader_server_error_details",
            "model_grader_server_error_details",
            k.nullable(k.STRING),
            required=True,
        ),
    )
