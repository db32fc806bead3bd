"""Servers whose graders are not the ones that were asked for."""

import json

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads, plain
from .routes import RUN_GRADER, VALIDATE_GRADER


@breaks("grading-runs-programs")
@edits("POST", RUN_GRADER)
def programs_score_one(result: Json, _asked: Asked) -> None:
    """Every program scores 1."""
    if result["metadata"]["type"] == "python":
        result["reward"] = 1


@breaks("grading-names-the-grader")
@edits("POST", RUN_GRADER)
def every_run_is_a_string_check(result: Json, _asked: Asked) -> None:
    """Every run says that it was a string check."""
    result["metadata"]["type"] = "string_check"


@breaks("grading-takes-its-time")
@edits("POST", RUN_GRADER)
def clocks_run_backwards(result: Json, _asked: Asked) -> None:
    """A run has ended before it has begun."""
    result["metadata"]["execution_time"] = -0.1


@breaks("grading-survives-programs", "grading-flags-what-is-not-there")
@edits("POST", RUN_GRADER)
def no_flag_is_up(result: Json, _asked: Asked) -> None:
    """No flag is ever up."""
    errors = result["metadata"]["errors"]
    result["metadata"]["errors"] = {
        name: None if name.endswith(("details", "type")) else False for name in errors
    }


@breaks("grading-raises-the-matching-flag")
@edits("POST", RUN_GRADER)
def every_failure_is_another(result: Json, _asked: Asked) -> None:
    """Whatever goes wrong, the flag for all that has none is up."""
    errors = result["metadata"]["errors"]
    named = [name for name, value in errors.items() if value is True]
    if named:
        errors |= {**dict.fromkeys(named, False), "other_error": True}


@breaks("grading-outlasts-formulas")
@edits("POST", RUN_GRADER)
def formulas_go_wrong_unseen(result: Json, _asked: Asked) -> None:
    """A formula that cannot be computed scores 0, and no flag is up."""
    flags = ("formula_parse_error", "invalid_variable_error", "other_error")
    result["metadata"]["errors"] |= dict.fromkeys(flags, False)


@breaks("grading-fills-every-template")
@misreads("POST", RUN_GRADER)
def first_template_is_filled(asked: Asked) -> Asked:
    """Of several templates in a text, only the first is filled in."""
    body = asked.json
    grader = body.get("grader", {})
    first, found, rest = str(grader.get("input")).partition("}}")
    changed = {**grader, "input": first + found + rest.replace("{{", "{")}
    return asked.changed(json={**body, "grader": changed}) if found else asked


@breaks("grading-fills-only-once")
@misreads("POST", RUN_GRADER)
def texts_are_filled_twice(asked: Asked) -> Asked:
    """A template inside an item is filled in as well."""
    text = json.dumps(asked.json)
    sample = str(asked.json.get("model_sample"))
    return asked.changed(json=json.loads(text.replace("{{ sample.output_text }}", sample)))


@breaks("grading-needs-no-item")
async def item_is_demanded(asked: Asked, server: Server) -> Answered:
    """A grader without an item scores 0."""
    answered = await server.forward(asked)
    if asked.is_for("POST", RUN_GRADER) and "item" not in asked.json:
        return answered.changed(json={**answered.json, "reward": 0})
    return answered


@breaks("grading-names-no-model-without-one")
@edits("POST", RUN_GRADER)
def every_grader_names_a_model(result: Json, _asked: Asked) -> None:
    """Every grader names a model, also those that ask none."""
    result["metadata"]["sampled_model_name"] = "gpt-4o"


@breaks("grading-stays-in-range")
@edits("POST", RUN_GRADER)
def models_score_what_they_like(result: Json, _asked: Asked) -> None:
    """A model's score is taken as it comes."""
    if result["metadata"]["type"] == "score_model":
        result["reward"] = 100
        result["metadata"]["errors"] |= {
            "model_grader_server_error": False,
            "model_grader_server_error_details": None,
        }


@breaks("grading-knows-its-labels")
async def every_label_passes(asked: Asked, server: Server) -> Answered:
    """A passing label may be any word."""
    answered = await server.forward(asked)
    if asked.is_for("POST", VALIDATE_GRADER) and answered.status == 400:
        return plain({"grader": asked.json["grader"]})
    return answered


@breaks("grading-validates-every-kind")
@edits("POST", VALIDATE_GRADER)
def images_of_programs_are_all_that_is_kept(result: Json, _asked: Asked) -> None:
    """Validation answers a program without its source."""
    if result["grader"]["type"] == "python":
        result["grader"]["source"] = ""
