"""Servers that grade wrongly."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads, plain
from .routes import RUN_GRADER, VALIDATE_GRADER


@breaks("graders-compare-strings")
@misreads("POST", RUN_GRADER)
def like_ignores_case(asked: Asked) -> Asked:
    """`like` takes upper and lower case for the same."""
    body = asked.json
    grader = body.get("grader", {})
    if grader.get("operation") != "like":
        return asked
    return asked.changed(json={**body, "grader": {**grader, "operation": "ilike"}})


@breaks("graders-fill-templates", "graders-read-samples-as-json")
@misreads("POST", RUN_GRADER)
def templates_are_taken_literally(asked: Asked) -> Asked:
    """A template with a dot or an index in its path is not filled in."""
    body = asked.json
    text = str(body.get("model_sample"))
    return asked.changed(json={**body, "item": {}, "model_sample": text.strip("{}")})


@breaks("graders-know-their-functions")
@misreads("POST", RUN_GRADER)
def logarithms_are_decimal(asked: Asked) -> Asked:
    """A logarithm in a formula is the decimal one."""
    body = asked.json
    grader = body.get("grader", {})
    formula = str(grader.get("calculate_output")).replace("log(", "0.4342944819 * log(")
    if "log(" not in formula:
        return asked
    return asked.changed(json={**body, "grader": {**grader, "calculate_output": formula}})


@breaks("graders-measure-likeness")
@edits("POST", RUN_GRADER)
def likeness_is_turned_around(result: Json, _asked: Asked) -> None:
    """Texts that differ score higher than texts that are equal."""
    result["reward"] = 1 - result["reward"]


@breaks("graders-measure-by-their-names")
@misreads("POST", RUN_GRADER)
def one_rouge_is_another(asked: Asked) -> Asked:
    """ROUGE-1 counts pairs of words."""
    body = asked.json
    grader = body.get("grader", {})
    if grader.get("evaluation_metric") != "rouge_1":
        return asked
    return asked.changed(json={**body, "grader": {**grader, "evaluation_metric": "rouge_2"}})


@breaks("graders-measure-order")
@misreads("POST", RUN_GRADER)
def words_are_sorted_first(asked: Asked) -> Asked:
    """Texts are compared word by word in the order of the alphabet."""
    body = asked.json
    grader = body.get("grader", {})
    if grader.get("type") != "text_similarity":
        return asked
    told = [
        " ".join(sorted(str(each).split())) for each in (grader["reference"], body["model_sample"])
    ]
    changed = {**body, "grader": {**grader, "reference": told[0]}, "model_sample": told[1]}
    return asked.changed(json=changed)


@breaks("graders-compute-formulas")
@edits("POST", RUN_GRADER)
def formulas_add_everything_up(result: Json, _asked: Asked) -> None:
    """A multi grader adds up the scores of its graders, whatever its formula says."""
    if result["sub_rewards"]:
        result["reward"] = sum(result["sub_rewards"].values())


@breaks("graders-tell-sub-rewards")
@edits("POST", RUN_GRADER)
def sub_rewards_are_kept_back(result: Json, _asked: Asked) -> None:
    """A multi grader does not tell the scores of its graders."""
    result["sub_rewards"] = {}


@breaks("graders-that-work-raise-no-flag")
@edits("POST", RUN_GRADER)
def flag_is_always_up(result: Json, _asked: Asked) -> None:
    """`other_error` is true whether or not there was one."""
    result["metadata"]["errors"]["other_error"] = True


@breaks("graders-fail-with-a-flag")
@edits("POST", RUN_GRADER)
def flags_are_never_up(result: Json, _asked: Asked) -> None:
    """No flag is ever true."""
    errors = result["metadata"]["errors"]
    result["metadata"]["errors"] = {
        key: False if isinstance(value, bool) else value for key, value in errors.items()
    }


@breaks(
    "graders-refuse-wrong-definitions",
    "graders-do-not-nest-multi",
    "graders-refuse-formulas-of-others",
    "grading-refuses-programs-without-grade",
)
async def every_grader_is_welcome(asked: Asked, server: Server) -> Answered:
    """Validation finds every grader right."""
    answered = await server.forward(asked)
    if asked.is_for("POST", VALIDATE_GRADER) and answered.status == 400:
        return plain({"grader": asked.json.get("grader")})
    return answered


@breaks("graders-validated-come-back")
@edits("POST", VALIDATE_GRADER)
def validated_grader_has_another_name(result: Json, _asked: Asked) -> None:
    """Validation answers with a grader of another name."""
    result["grader"]["name"] = "grader"


@breaks("graders-score-the-same-twice")
async def scores_drift(asked: Asked, server: Server) -> Answered:
    """Every run of a grader scores a little more than the one before."""
    answered = await server.forward(asked)
    if not asked.is_for("POST", RUN_GRADER) or answered.status != 200:
        return answered
    count = server.memory["count"] = server.memory.get("count", 0) + 1
    result = answered.json
    return answered.changed(json={**result, "reward": result["reward"] + count * 0.01})
