"""The copy of the hand-written runtime that every generated client carries."""

import re
from pathlib import Path

from .settings import ClientSettings

_RUNTIME = Path(__file__).parent / "runtime"
_NOTICE = "# Copied from fine_tuning_contract/codegen/runtime/{name}: change it there.\n"

# A package of these names stands beside the client's own modules, where users import it from.
_PUBLIC = frozenset({"training_data"})


def copy_runtime(package: Path, settings: ClientSettings) -> None:
    """Copy the runtime into a client's package, under the names its description chose."""
    for source in sorted(_RUNTIME.rglob("*.py")):
        name = source.relative_to(_RUNTIME)
        place = (package if name.parts[0] in _PUBLIC else package / "runtime") / name
        place.parent.mkdir(parents=True, exist_ok=True)
        text = _named(source.read_text(encoding="utf-8"), settings)
        place.write_text(_NOTICE.format(name=name.as_posix()) + text, encoding="utf-8")


def _named(text: str, settings: ClientSettings) -> str:
    text = re.sub(r"\bAPIError\b", settings.root_error, text)
    return text.replace('getLogger("client")', f'getLogger("{settings.logger}")')
