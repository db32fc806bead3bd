"""What EvalItemContent may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from .eval_item_content_item import EvalItemContentItem

EvalItemContent: TypeAlias = "EvalItemContentItem | list[EvalItemContentItem]"
"""
One piece of content, or a list of them. Text may hold template strings.
"""
