"""The copy of the hand-written runtime that every generated client carries."""

import re
from pathlib import Path

from .settings import ClientSettings

_RUNTIME = Path(__file__).parent / "runtime"
_NOTICE = "# Copied from fine_tuning_contract/codegen/runtime/{name}: change it there.\n"

# These stand beside the client's own modules, where users import them from.
_PUBLIC = frozenset({"training_data.py"})


def copy_runtime(package: Path, settings: ClientSettings) -> None:
    """Copy the runtime into a client's package, under the names its description chose."""
    for source in sorted(_RUNTIME.glob("*.py")):
        text = _named(source.read_text(encoding="utf-8"), settings)
        folder = package if source.name in _PUBLIC else package / "runtime"
        folder.mkdir(parents=True, exist_ok=True)
        notice = _NOTICE.format(name=source.name)
        (folder / source.name).write_text(notice + text, encoding="utf-8")


def _named(text: str, settings: ClientSettings) -> str:
    text = re.sub(r"\bAPIError\b", settings.root_error, text)
    return text.replace('getLogger("client")', f'getLogger("{settings.logger}")')
