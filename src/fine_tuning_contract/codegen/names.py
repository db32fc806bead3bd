"""Names and texts of a description, made safe to stand in Python source."""

import keyword
import math
import textwrap
import unicodedata
from collections.abc import Iterable

from openapi_python_client import strings
from openapi_python_client.schema.untrusted_string import UntrustedString

from .failures import GenerationError

# As a member's name, each of these would hide a type that annotations below it use.
_TYPE_NAMES = frozenset({"str", "int", "float", "bool", "dict", "list", "property"})
_IMPORTED_NAMES = frozenset(
    {
        "Any",
        "AsyncConnection",
        "AsyncDownload",
        "AsyncIterator",
        "AsyncPages",
        "Call",
        "Callable",
        "ClassVar",
        "Connection",
        "Download",
        "ExitStack",
        "FileContent",
        "Final",
        "Iterator",
        "Literal",
        "Mapping",
        "Operation",
        "Pace",
        "Pages",
        "Paging",
        "Watch",
        "Payload",
        "Sequence",
        "TypeAlias",
        "Unrecognized",
        "Unset",
    }
)
_OWN_NAMES = frozenset(
    {
        "additional_properties",
        "cls",
        "from_dict",
        "from_raw",
        "problems",
        "read_object",
        "self",
        "to_dict",
    }
)


def class_name(name: str) -> str:
    """Return a class name for the name of a schema or a group."""
    found = str(strings.ClassName(UntrustedString(_folded(name)), "Field"))
    return f"{found}Object" if found in _IMPORTED_NAMES else found


def module_name(name: str) -> str:
    """Return a module name for the name of a schema or a group."""
    found = str(strings.PythonIdentifier(UntrustedString(_folded(name)), "field_")).lower()
    return _apart(found.rstrip("_") or found, ())


def member_name(name: str, taken: Iterable[str] = ()) -> str:
    """
    Return an attribute's or argument's name.

    Builtins such as `type`, `object` and `id` keep their names, as on the wire;
    keywords, and names that annotations need, get an underscore behind.
    """
    found = str(strings.PythonIdentifier(UntrustedString(_folded(name)), "field_"))
    bare = found.rstrip("_")
    return _apart(bare if bare.isidentifier() else found, taken)


def generators_name(name: str) -> str:
    """Return the class name that openapi-python-client itself gives to a schema."""
    return str(strings.ClassName(UntrustedString(name), "field_"))


def method_name(name: str) -> str:
    """Return a method's name: on its own class, it hides nothing."""
    found = str(strings.PythonIdentifier(UntrustedString(_folded(name)), "field_"))
    bare = found.rstrip("_")
    return f"{bare}_" if keyword.iskeyword(bare) else bare if bare.isidentifier() else found


def _folded(name: str) -> str:
    """Return a name in the form in which Python compares identifiers."""
    return unicodedata.normalize("NFKC", name)


def _apart(name: str, taken: Iterable[str]) -> str:
    if keyword.iskeyword(name) or name in _TYPE_NAMES or name in _OWN_NAMES:
        name += "_"
    others = set(taken)
    free, number = name, 2
    while free in others:
        free, number = f"{name}_{number}", number + 1
    return free


def literal(value: object) -> str:
    """Return a Python literal for a JSON scalar."""
    if isinstance(value, str):
        escaped = value.encode("unicode_escape").decode("ascii").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, float) and not math.isfinite(value):
        raise GenerationError(f"{value} is no JSON value, so no server can answer it; remove it")
    return repr(value)


def prose(text: str, indent: int, width: int = 100) -> str:
    """Return a text as the inside of a docstring: wrapped, and unable to end it."""
    harmless = "".join(
        character if character == "\n" or character.isprintable() else " " for character in text
    )
    harmless = harmless.strip().replace("\\", "\\\\")
    body = harmless.rstrip('"')
    quotes = len(harmless) - len(body)
    harmless = body.replace('"""', '\\"\\"\\"') + '\\"' * quotes
    paragraphs = [" ".join(part.split()) for part in harmless.split("\n\n")]
    wrapped = (
        textwrap.fill(part, width - indent - 3, break_long_words=False) for part in paragraphs
    )
    return textwrap.indent("\n\n".join(wrapped), " " * indent).strip()
