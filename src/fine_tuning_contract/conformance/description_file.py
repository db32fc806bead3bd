"""Reading the normalized description from its file."""

import hashlib
from pathlib import Path

import yaml

from .operations import Description
from .values import is_object

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DescriptionFileError(Exception):
    """The file is not a description that the suite can use."""


def read_description(path: Path) -> Description:
    """Read a normalized description, raising DescriptionFileError with the reason."""
    try:
        content = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 (a safe loader, in C)
    except OSError as error:
        raise DescriptionFileError(f"{path}: cannot be read ({error.strerror})") from error
    except yaml.YAMLError as error:
        raise DescriptionFileError(f"{path}: not valid YAML: {error}") from error
    if not is_object(content) or "paths" not in content:
        raise DescriptionFileError(f"{path}: not an OpenAPI description: it has no 'paths'")
    return Description(content)


def sha256_of(path: Path) -> str:
    """Return the hash that names this version of a description."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
