"""Two descriptions compared: what changed, for whom, and what to do about it."""

from .changes import Change, Release, Verdicts
from .overview import Comparison, compare
from .sides import Side, read_side

__all__ = ["Change", "Comparison", "Release", "Side", "Verdicts", "compare", "read_side"]
