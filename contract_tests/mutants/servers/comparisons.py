"""Faults in how graders compare two texts."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.faulty import FaultyServer
from contract_tests.mutants.inside import texts


def _check(faulty: FaultyServer, operation: str, holds: Any) -> None:
    def wrap(check: Any) -> Any:
        def checked(asked: str, text: str, reference: str) -> float:
            if asked == operation:
                return float(holds(text, reference))
            return float(check(asked, text, reference))

        return checked

    faulty.around(texts, "string_check", wrap)


def _metric(faulty: FaultyServer, start: str, score: Any) -> None:
    def wrap(similarity: Any) -> Any:
        def scored(metric: str, text: str, reference: str) -> float:
            if metric.startswith(start):
                return float(score(similarity, metric, text, reference))
            return float(similarity(metric, text, reference))

        return scored

    faulty.around(texts, "similarity", wrap)


@faulty_server
def equality_ignores_case(faulty: FaultyServer) -> None:
    """The operation eq compares without regard to case."""
    _check(faulty, "eq", lambda text, reference: text.lower() == reference.lower())


@faulty_server
def equality_ignores_spaces(faulty: FaultyServer) -> None:
    """The operation eq cuts off spaces around both texts."""
    _check(faulty, "eq", lambda text, reference: text.strip() == reference.strip())


@faulty_server
def inequality_is_equality(faulty: FaultyServer) -> None:
    """The operation ne is the same as eq."""
    _check(faulty, "ne", lambda text, reference: text == reference)


@faulty_server
def like_ignores_case(faulty: FaultyServer) -> None:
    """The operation like compares without regard to case."""
    _check(faulty, "like", lambda text, reference: reference.lower() in text.lower())


@faulty_server
def like_is_turned_round(faulty: FaultyServer) -> None:
    """The operation like looks for the text in the reference."""
    _check(faulty, "like", lambda text, reference: text in reference)


@faulty_server
def like_is_equality(faulty: FaultyServer) -> None:
    """The operation like is the same as eq."""
    _check(faulty, "like", lambda text, reference: text == reference)


@faulty_server
def ilike_minds_case(faulty: FaultyServer) -> None:
    """The operation ilike is the same as like."""
    _check(faulty, "ilike", lambda text, reference: reference in text)


@faulty_server
def fuzzy_match_is_in_percent(faulty: FaultyServer) -> None:
    """The metric fuzzy_match runs from 0 to 100."""
    _metric(faulty, "fuzzy", lambda score, *asked: score(*asked) * 100)


@faulty_server
def fuzzy_match_is_all_or_nothing(faulty: FaultyServer) -> None:
    """The metric fuzzy_match is 1 for equal texts and 0 for others."""
    _metric(faulty, "fuzzy", lambda _score, _metric, text, reference: text == reference)


@faulty_server
def bleu_is_gleu(faulty: FaultyServer) -> None:
    """The metric bleu is computed as gleu."""
    _metric(faulty, "bleu", lambda score, _metric, *pair: score("gleu", *pair))


@faulty_server
def gleu_is_one_for_anything(faulty: FaultyServer) -> None:
    """The metric gleu is always 1."""
    _metric(faulty, "gleu", lambda *_: 1.0)


@faulty_server
def meteor_ignores_order(faulty: FaultyServer) -> None:
    """The metric meteor does not mind the order of words."""
    _metric(
        faulty,
        "meteor",
        lambda score, metric, *pair: score(
            metric, *(" ".join(sorted(one.split())) for one in pair)
        ),
    )


@faulty_server
def rouge_counts_from_two(faulty: FaultyServer) -> None:
    """The metric rouge_1 counts pairs of words."""
    _metric(faulty, "rouge_1", lambda score, _metric, *pair: score("rouge_2", *pair))


@faulty_server
def all_rouges_are_the_first(faulty: FaultyServer) -> None:
    """The metrics rouge_2 to rouge_5 are computed as rouge_1."""
    for number in "2345":
        _metric(faulty, f"rouge_{number}", lambda score, _metric, *pair: score("rouge_1", *pair))


@faulty_server
def rouge_l_is_not_there(faulty: FaultyServer) -> None:
    """The metric rouge_l is computed as rouge_1."""
    _metric(faulty, "rouge_l", lambda score, _metric, *pair: score("rouge_1", *pair))
