"""The object GraderLabelModel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .eval_item import EvalItem

_KNOWN = frozenset(
    {
        "type",
        "name",
        "model",
        "input",
        "labels",
        "passing_labels",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderLabelModel(_base.Model):
    """
    A grader that has a model choose a label. Its score is 1 if the label is one of
    `passing_labels` and 0 if not.
    """

    type: Literal["label_model"] = "label_model"
    """Type of the grader, always `label_model`."""

    name: str
    """Name of the grader."""

    model: str
    """Name of the model that chooses. It must support structured outputs."""

    input: list[EvalItem]
    """The messages that the model reads."""

    labels: list[str]
    """The labels to choose from."""

    passing_labels: list[str]
    """The labels that count as passed. Each must be one of `labels`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"label_model"})), required=True),
        _base.Field("name", "name", _k.STRING, required=True),
        _base.Field("model", "model", _k.STRING, required=True),
        _base.Field("input", "input", _k.ListOf(_k.Object(lambda: _m.EvalItem)), required=True),
        _base.Field("labels", "labels", _k.ListOf(_k.STRING), required=True),
        _base.Field("passing_labels", "passing_labels", _k.ListOf(_k.STRING), required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[GraderLabelModel]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[GraderLabelModel] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.name = kept_2 = value["name"]
                self.model = kept_3 = value["model"]
                self._raw_input = kept_4 = value["input"]
                self.labels = kept_5 = value["labels"]
                self.passing_labels = kept_6 = value["passing_labels"]
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
            ):
                made.append(cls.read_object(value, Problems()))
                continue
            known = 6
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
