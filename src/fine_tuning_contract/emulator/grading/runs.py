"""The run of a grader on one sample, from the request's grader to the answer."""

import time
from typing import Any

import attrs

from fine_tuning_contract.emulator.grading import formulas, python, texts
from fine_tuning_contract.emulator.grading.embeddings import cosine
from fine_tuning_contract.emulator.grading.flags import Flag, GradingError, flags
from fine_tuning_contract.emulator.grading.judges import Verdict, label, score
from fine_tuning_contract.emulator.grading.templates import Namespace, render
from fine_tuning_contract.emulator.settings import Settings

Json = dict[str, Any]


@attrs.frozen
class Run:
    """What a grader is run on."""

    settings: Settings
    sample: str
    item: Json

    @property
    def namespace(self) -> Namespace:
        """Return what templates can refer to."""
        return Namespace(self.item, self.sample)


@attrs.define
class _Record:
    """What comes to light while grading."""

    raised: dict[Flag, str] = attrs.field(factory=dict["Flag", str])
    scores: dict[str, float] = attrs.field(factory=dict[str, float])
    tokens: dict[str, int] = attrs.field(factory=dict[str, int])
    model: str | None = None


def run_grader(grader: Json, run: Run) -> Json:
    """Return the answer to a run; what goes wrong gives 0 and raises a flag."""
    started = time.perf_counter()
    record = _Record()
    reward = _reward(grader, run, record)
    return {
        "reward": reward,
        "metadata": {
            "name": grader["name"],
            "type": grader["type"],
            "errors": flags(record.raised),
            "execution_time": round(time.perf_counter() - started, 6),
            "scores": record.scores,
            "token_usage": sum(record.tokens.values()) if record.tokens else None,
            "sampled_model_name": record.model,
        },
        "sub_rewards": record.scores,
        "model_grader_token_usage_per_model": record.tokens,
    }


def _reward(grader: Json, run: Run, record: _Record) -> float:
    try:
        return _graded(grader, run, record)
    except GradingError as fault:
        record.raised[fault.flag] = fault.details
        return 0.0


def _graded(grader: Json, run: Run, record: _Record) -> float:
    match grader["type"]:
        case "multi":
            return _combined(grader, run, record)
        case "python":
            return python.grade(grader["source"], run.namespace, run.settings)
        case "score_model":
            return _judged(score(grader, run.namespace, run.settings), record)
        case "label_model":
            return _judged(label(grader, run.namespace, run.settings), record)
        case _:
            return _compared(grader, run)


def _compared(grader: Json, run: Run) -> float:
    text = render(grader["input"], run.namespace)
    reference = render(grader["reference"], run.namespace)
    if grader["type"] == "string_check":
        return texts.string_check(grader["operation"], text, reference)
    if grader["evaluation_metric"] == "cosine":
        return cosine(text, reference, run.settings)
    return texts.similarity(grader["evaluation_metric"], text, reference)


def _combined(grader: Json, run: Run, record: _Record) -> float:
    formula = formulas.parse(grader["calculate_output"])
    for name, member in grader["graders"].items():
        record.scores[name] = _reward(member, run, record)
    return formula.value(record.scores)


def _judged(verdict: Verdict, record: _Record) -> float:
    record.model = verdict.model
    record.tokens[verdict.model] = record.tokens.get(verdict.model, 0) + verdict.tokens
    return verdict.score
