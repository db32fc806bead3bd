"""A copy of the generated client that is being spoilt: its text edited, place by place."""

from pathlib import Path

import attrs


class EditDoesNotFit(Exception):
    """An edit finds nothing to change: the client was generated anew, and differently."""


@attrs.define
class FaultyClient:
    """The folder of a copy of the client's package, and the modules that were edited."""

    package: Path
    edited: list[str] = attrs.field(factory=list[str])

    def edit(self, module: str, old: str, new: str, times: int | None = None) -> None:
        """
        Put another text in the place of one that stands in a module, wherever it stands there.

        With `times`, only so many places are changed, from the top.
        Raises EditDoesNotFit if the text does not stand there so often.
        """
        path = self.package / module
        text = path.read_text() if path.is_file() else ""
        found = text.count(old)
        if found == 0 or (times is not None and found < times):
            raise EditDoesNotFit(f"{module} does not hold {old!r}; was the client made anew?")
        changed = text.replace(old, new) if times is None else text.replace(old, new, times)
        if changed == text:
            raise EditDoesNotFit(f"the edit of {module} changes nothing: {old!r}")
        path.write_text(changed)
        self.edited.append(module)

    def edit_last(self, module: str, old: str, new: str) -> None:
        """Put another text in the last place where one stands, which is where async code is."""
        path = self.package / module
        before, found, after = path.read_text().rpartition(old) if path.is_file() else ("", "", "")
        if not found:
            raise EditDoesNotFit(f"{module} does not hold {old!r}; was the client made anew?")
        path.write_text(before + new + after)
        self.edited.append(module)
