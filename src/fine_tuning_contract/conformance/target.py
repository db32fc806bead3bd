"""The server under test: where it is, with which keys, and what a user says about it."""

from pathlib import Path
from typing import Any

import attrs
import yaml

from .operations import Description, Operation
from .values import is_list, is_object


class SetupError(Exception):
    """A setup file says something that the suite cannot use."""


@attrs.frozen
class Setup:
    """
    What a target needs, as its owner says.

    `training_file` is the id of a file that is already there, or "upload" for one of the suite's
    own. `patience` is how long, in seconds, the suite waits for a job to reach a state. `lacks`
    names optional features that the target does not have.
    """

    model: str = "gpt-4o-mini"
    training_file: str = "upload"
    patience: float = 30.0
    lacks: frozenset[str] = frozenset()


def _without_slash(url: str) -> str:
    return url.rstrip("/")


@attrs.frozen
class Target:
    """A server by URL, and the keys for it, which never show in a repr."""

    url: str = attrs.field(converter=_without_slash)
    api_key: str | None = attrs.field(default=None, repr=False)
    admin_key: str | None = attrs.field(default=None, repr=False)
    api_key_env: str = "OPENAI_API_KEY"
    admin_key_env: str = "OPENAI_ADMIN_KEY"
    setup: Setup = attrs.field(factory=Setup)
    ca: str | None = None
    proxy: str | None = attrs.field(default=None, repr=False)
    response_seconds: float = 30.0

    def key_for(self, operation: Operation, description: Description) -> str | None:
        """Return the key for an operation: the admin key where it asks for another scheme."""
        if operation.schemes == description.default_schemes:
            return self.api_key
        return self.admin_key if operation.schemes else None

    @property
    def key_names(self) -> dict[str, str]:
        """The environment variable that stands for each key in a command that a reader may copy."""
        named = ((self.api_key, self.api_key_env), (self.admin_key, self.admin_key_env))
        return {key: name for key, name in named if key}

    @property
    def secrets(self) -> tuple[str, ...]:
        """The keys themselves, longest first, so that they can be kept out of reports."""
        known = {key for key in (self.api_key, self.admin_key) if key}
        return tuple(sorted(known, key=len, reverse=True))


def read_setup(path: Path) -> Setup:
    """Read a setup file, raising SetupError with the file's name where it is wrong."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: not valid YAML: {error}") from error
    return _setup(path, content if content is not None else {})


def _setup(path: Path, content: Any) -> Setup:
    if not is_object(content):
        raise SetupError(f"{path}: expected keys and values, e.g. 'model: gpt-4o-mini'")
    known = {field.name for field in attrs.fields(Setup)}
    for key in content:
        if key not in known:
            raise SetupError(f"{path}: unknown key {key!r}; known keys: {', '.join(sorted(known))}")
    return Setup(
        model=_text(path, content, "model", Setup().model),
        training_file=_text(path, content, "training_file", Setup().training_file),
        patience=_seconds(path, content),
        lacks=_features(path, content),
    )


def _text(path: Path, content: dict[str, Any], key: str, default: str) -> str:
    value = content.get(key, default)
    if not isinstance(value, str) or not value:
        raise SetupError(f"{path}: {key} must be a text, not {value!r}")
    return value


def _seconds(path: Path, content: dict[str, Any]) -> float:
    value = content.get("patience", Setup().patience)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise SetupError(f"{path}: patience must be a number of seconds above 0, not {value!r}")
    return float(value)


def _features(path: Path, content: dict[str, Any]) -> frozenset[str]:
    value: Any = content.get("lacks", [])
    if not is_list(value) or not all(isinstance(each, str) for each in value):
        raise SetupError(f"{path}: lacks must be a list of features, e.g. [pausing, graders]")
    return frozenset(value)
