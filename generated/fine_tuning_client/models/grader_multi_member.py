"""What GraderMultiMember may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ..runtime.unrecognized import Unrecognized
    from .grader_label_model import GraderLabelModel
    from .grader_python import GraderPython
    from .grader_score_model import GraderScoreModel
    from .grader_string_check import GraderStringCheck
    from .grader_text_similarity import GraderTextSimilarity

GraderMultiMember: TypeAlias = "GraderStringCheck | GraderTextSimilarity | GraderPython | GraderScoreModel | GraderLabelModel | Unrecognized"
"""
One grader inside a multi grader; `type` says which.
"""
