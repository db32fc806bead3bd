"""What EvalItemContentPart may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ..runtime.unrecognized import Unrecognized
    from .eval_item_content_output_text import EvalItemContentOutputText
    from .eval_item_input_image import EvalItemInputImage
    from .input_audio import InputAudio
    from .input_text_content import InputTextContent

EvalItemContentPart: TypeAlias = (
    "InputTextContent | EvalItemContentOutputText | EvalItemInputImage | InputAudio | Unrecognized"
)
"""
A piece of content that is an object; `type` says which.
"""
