"""Graders that compare two texts."""

from collections.abc import Callable, Mapping
from typing import Any

from fine_tuning_contract.emulator.grading.flags import GradingError


def string_check(operation: str, text: str, reference: str) -> float:
    """Return 1 if the texts stand in the wanted relation, else 0."""
    checks: Mapping[str, Callable[[], bool]] = {
        "eq": lambda: text == reference,
        "ne": lambda: text != reference,
        "like": lambda: reference in text,
        "ilike": lambda: reference.casefold() in text.casefold(),
    }
    return float(checks[operation]())


def similarity(metric: str, text: str, reference: str) -> float:
    """Return how alike two texts are, from 0 to 1."""
    if metric.startswith("rouge_"):
        return _rouge(metric, text, reference)
    metrics: Mapping[str, Callable[[str, str], float]] = {
        "fuzzy_match": _fuzzy,
        "bleu": _bleu,
        "gleu": _gleu,
        "meteor": _meteor,
        "cosine": _cosine,
    }
    return metrics[metric](text, reference)


# The libraries below take long to import, so each is imported by the first grader that needs it.


def _fuzzy(text: str, reference: str) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415 - see above

    return fuzz.ratio(text, reference) / 100


def _bleu(text: str, reference: str) -> float:
    from nltk.translate.bleu_score import (  # noqa: PLC0415 - see above
        SmoothingFunction,
        sentence_bleu,
    )

    words = text.split()
    if not words or not reference.split():
        return _empty(text, reference)
    # A short text has no 4-grams; without smoothing it would score 0 although it is equal.
    orders = min(4, len(words))
    weights = (1 / orders,) * orders
    smoothing: Any = SmoothingFunction().method1
    return float(sentence_bleu([reference.split()], words, weights, smoothing))


def _gleu(text: str, reference: str) -> float:
    from nltk.translate.gleu_score import sentence_gleu  # noqa: PLC0415 - see above

    if not text.split() or not reference.split():
        return _empty(text, reference)
    return float(sentence_gleu([reference.split()], text.split()))


def _meteor(text: str, reference: str) -> float:
    from nltk.translate.meteor_score import single_meteor_score  # noqa: PLC0415 - see above

    if not text.split() or not reference.split():
        return _empty(text, reference)
    wordnet: Any = _NoSynonyms()
    return float(single_meteor_score(reference.split(), text.split(), wordnet=wordnet))


def _rouge(metric: str, text: str, reference: str) -> float:
    from rouge_score.rouge_scorer import RougeScorer  # noqa: PLC0415 - see above

    kind = "rougeL" if metric == "rouge_l" else metric.replace("_", "")
    return float(RougeScorer([kind]).score(reference, text)[kind].fmeasure)


def _cosine(_text: str, _reference: str) -> float:
    raise GradingError("other_error", "cosine needs an embedding model, which is not at hand")


def _empty(text: str, reference: str) -> float:
    return float(text.split() == reference.split())


class _NoSynonyms:
    """A dictionary without synonyms: the real one would have to be downloaded."""

    def synsets(self, _word: str) -> list[Any]:
        """Return that a word has no synonyms."""
        return []
