"""Graders that compare two texts letter by letter or word by word."""

from collections.abc import Callable, Mapping
from importlib import import_module
from threading import Lock
from typing import Any

from fine_tuning_contract.emulator.grading.flags import GradingError

_MOST_WORDS = 2_000
_MOST_CHARACTERS = 100_000
_IMPORTING = Lock()


def string_check(operation: str, text: str, reference: str) -> float:
    """Return 1 if the texts stand in the wanted relation, else 0."""
    return float(_CHECKS[operation](text, reference))


def similarity(metric: str, text: str, reference: str) -> float:
    """Return how alike two texts are, from 0 to 1; raises GradingError if they are too long."""
    _refuse_endless(metric, text, reference)
    if metric.startswith("rouge_"):
        return _rouge(metric, text, reference)
    return _METRICS[metric](text, reference)


def _refuse_endless(metric: str, text: str, reference: str) -> None:
    # These compare each part with each: twice the length takes four times as long.
    if metric in ("meteor", "rouge_l"):
        size, limit = max(text.count(" "), reference.count(" ")), _MOST_WORDS
    else:
        size, limit = max(len(text), len(reference)), _MOST_CHARACTERS
    if size > limit:
        raise GradingError(
            "truncated_observation_error", f"{metric} cannot compare such long texts"
        )


def _library(name: str) -> Any:
    """
    Return a module that takes long to import, so the first grader that needs it pays for it.

    Parts of one library import one another. Two threads that begin with different parts would each
    find the other's half done.
    """
    with _IMPORTING:
        return import_module(name)


def _fuzzy(text: str, reference: str) -> float:
    fuzz: Any = _library("rapidfuzz.fuzz")
    return float(fuzz.ratio(text, reference)) / 100


def _bleu(text: str, reference: str) -> float:
    bleu: Any = _library("nltk.translate.bleu_score")
    words = text.split()
    if not words or not reference.split():
        return _empty(text, reference)
    # A short text has no 4-grams; without smoothing it would score 0 although it is equal.
    orders = min(4, len(words))
    weights = (1 / orders,) * orders
    smoothing = bleu.SmoothingFunction().method1
    return float(bleu.sentence_bleu([reference.split()], words, weights, smoothing))


def _gleu(text: str, reference: str) -> float:
    gleu: Any = _library("nltk.translate.gleu_score")
    if not text.split() or not reference.split():
        return _empty(text, reference)
    return float(gleu.sentence_gleu([reference.split()], text.split()))


def _meteor(text: str, reference: str) -> float:
    meteor: Any = _library("nltk.translate.meteor_score")
    if not text.split() or not reference.split():
        return _empty(text, reference)
    words, reference_words = text.split(), reference.split()
    return float(meteor.single_meteor_score(reference_words, words, wordnet=_NoSynonyms()))


def _rouge(metric: str, text: str, reference: str) -> float:
    rouge: Any = _library("rouge_score.rouge_scorer")
    kind = "rougeL" if metric == "rouge_l" else metric.replace("_", "")
    return float(rouge.RougeScorer([kind]).score(reference, text)[kind].fmeasure)


def _empty(text: str, reference: str) -> float:
    return float(text.split() == reference.split())


_CHECKS: Mapping[str, Callable[[str, str], bool]] = {
    "eq": lambda text, reference: text == reference,
    "ne": lambda text, reference: text != reference,
    "like": lambda text, reference: reference in text,
    "ilike": lambda text, reference: reference.casefold() in text.casefold(),
}
_METRICS: Mapping[str, Callable[[str, str], float]] = {
    "fuzzy_match": _fuzzy,
    "bleu": _bleu,
    "gleu": _gleu,
    "meteor": _meteor,
}


class _NoSynonyms:
    """A dictionary without synonyms: the real one would have to be downloaded."""

    def synsets(self, _word: str) -> list[Any]:
        """Return that a word has no synonyms."""
        return []
