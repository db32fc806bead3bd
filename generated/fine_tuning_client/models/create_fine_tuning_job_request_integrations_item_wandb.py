"""The object CreateFineTuningJobRequestIntegrationsItemWandb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

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
        "project",
        "name",
        "entity",
        "tags",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class CreateFineTuningJobRequestIntegrationsItemWandb(_base.Model):
    """
    Where in Weights & Biases the metrics of the job go: the project and, where given, the run's
    name, its entity and its tags.
    """

    project: str
    """Project in which the run is created."""

    name: str | None | Unset = UNSET
    """Name that the run is shown under. Without one, it is the job's id."""

    entity: str | None | Unset = UNSET
    """Team or user that the run belongs to. Without one, it is the default entity of the Weights &
    Biases key on record."""

    tags: list[str] | Unset = UNSET
    """Tags for the run, handed on as they are. A few are added to them: `openai/finetune`,
    `openai/{base-model}` and `openai/{ftjob-abcdef}`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("project", "project", _k.STRING, required=True),
        _base.Field("name", "name", _k.nullable(_k.STRING)),
        _base.Field("entity", "entity", _k.nullable(_k.STRING)),
        _base.Field("tags", "tags", _k.ListOf(_k.STRING)),
    )

    @classmethod
    def from_raw(
        cls, values: Sequence[dict[str, Any]]
    ) -> list[CreateFineTuningJobRequestIntegrationsItemWandb]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[CreateFineTuningJobRequestIntegrationsItemWandb] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.project = kept_1 = value["project"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 1
            if "name" in value:
                self.name = value["name"]
                known += 1
            if "entity" in value:
                self.entity = value["entity"]
                known += 1
            if "tags" in value:
                self.tags = value["tags"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
