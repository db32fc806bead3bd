"""The values of GraderTextSimilarityEvaluationMetric."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

GraderTextSimilarityEvaluationMetric: TypeAlias = (
    Literal[
        "cosine",
        "fuzzy_match",
        "bleu",
        "gleu",
        "meteor",
        "rouge_1",
        "rouge_2",
        "rouge_3",
        "rouge_4",
        "rouge_5",
        "rouge_l",
    ]
    | str
)
"""
The measure of likeness: edit distance (`fuzzy_match`), overlap of word sequences (`bleu`,
`gleu`, `meteor`, and `rouge_1` to `rouge_5` by length), longest common sequence (`rouge_l`), or
the angle between embeddings (`cosine`, which only evaluations offer).

Values that are not among these are kept: a server may be newer than this client.
"""

GraderTextSimilarityEvaluationMetricValues: Final = frozenset(
    {
        "cosine",
        "fuzzy_match",
        "bleu",
        "gleu",
        "meteor",
        "rouge_1",
        "rouge_2",
        "rouge_3",
        "rouge_4",
        "rouge_5",
        "rouge_l",
    }
)
"""The values that the description knows."""
