"""What EvalItemContentItem may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from .eval_item_content_part import EvalItemContentPart

EvalItemContentItem: TypeAlias = "str | EvalItemContentPart"
"""
A piece of text, text of a model, an image or sound.
"""
