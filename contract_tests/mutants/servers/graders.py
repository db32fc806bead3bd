"""Faults in what graders compute, and in how their answers tell it."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import checks, flags, graders, runs, templates
from contract_tests.mutants.operations import RUN, VALIDATE


@faulty_server
def a_reward_is_a_boolean(faulty: FaultyServer) -> None:
    """A reward is true or false."""
    faulty.answers(RUN, lambda view: view.update(reward=view["reward"] > 0.5))


@faulty_server
def a_reward_is_a_text(faulty: FaultyServer) -> None:
    """A reward is a text."""
    faulty.answers(RUN, lambda view: view.update(reward=str(view["reward"])))


@faulty_server
def a_reward_is_whole(faulty: FaultyServer) -> None:
    """A reward is rounded to 0 or 1."""
    faulty.answers(RUN, lambda view: view.update(reward=round(view["reward"])))


@faulty_server
def a_reward_has_two_places(faulty: FaultyServer) -> None:
    """A reward is rounded to one place."""
    faulty.answers(RUN, lambda view: view.update(reward=round(view["reward"], 1)))


@faulty_server
def a_reward_is_kept_from_before(faulty: FaultyServer) -> None:
    """A grader whose name is known gives the reward that it gave first."""
    known: dict[str, float] = {}

    def recall(view: Json) -> None:
        view["reward"] = known.setdefault(view["metadata"]["name"], view["reward"])

    faulty.answers(RUN, recall)


@faulty_server
def the_sample_is_ignored(faulty: FaultyServer) -> None:
    """`{{ sample.output_text }}` is empty."""
    faulty.around(
        graders, "Run", lambda make: lambda settings, _sample, item: make(settings, "", item)
    )


@faulty_server
def the_item_is_ignored(faulty: FaultyServer) -> None:
    """Everything in `item` is unknown to templates."""
    faulty.around(
        graders, "Run", lambda make: lambda settings, sample, _item: make(settings, sample, {})
    )


@faulty_server
def unknown_places_are_empty(faulty: FaultyServer) -> None:
    """A template that names something unknown is filled with nothing, and no flag is raised."""

    def wrap(value: Any) -> Any:
        def found(namespace: Any, path: str) -> Any:
            try:
                return value(namespace, path)
            except flags.GradingError:
                return ""

        return found

    faulty.around(templates.Namespace, "value", wrap)


@faulty_server
def unknown_places_are_refused(faulty: FaultyServer) -> None:
    """A run whose template names something unknown is answered with 400."""
    _refuse_flagged(faulty, "invalid_variable_error")


@faulty_server
def templates_without_spaces_are_not_filled(faulty: FaultyServer) -> None:
    """`{{item.x}}` is left as it stands."""

    def wrap(render: Any) -> Any:
        def filled(template: str, namespace: Any) -> Any:
            return render(template, namespace) if "{{ " in template else template

        return filled

    faulty.around(runs, "render", wrap)


@faulty_server
def indices_in_templates_are_unknown(faulty: FaultyServer) -> None:
    """`[0]` in a template leads to nothing."""

    def wrap(value: Any) -> Any:
        def found(namespace: Any, path: str) -> Any:
            if "[" in path:
                raise flags.GradingError("invalid_variable_error", path)
            return value(namespace, path)

        return found

    faulty.around(templates.Namespace, "value", wrap)


@faulty_server
def json_samples_are_not_read(faulty: FaultyServer) -> None:
    """`{{ sample.output_json }}` is the text of the sample."""
    faulty.replace(templates.Namespace, "_parsed_sample", lambda namespace: namespace.sample_text)


@faulty_server
def only_the_first_place_is_filled(faulty: FaultyServer) -> None:
    """Of two places in a template, the second is left as it stands."""

    def wrap(_render: Any) -> Any:
        return lambda template, namespace: vars(templates)["_PLACE"].sub(
            lambda place: vars(templates)["_text"](namespace.value(place[1])),
            template,
            count=1,
        )

    faulty.around(runs, "render", wrap)


@faulty_server
def python_gets_its_arguments_swapped(faulty: FaultyServer) -> None:
    """A Python grader gets the item first and the sample second."""

    def wrap(grade: Any) -> Any:
        def swapped(source: str, namespace: Any, settings: Any) -> float:
            turned = "_grade = grade\ndef grade(sample, item):\n    return _grade(item, sample)\n"
            turned = f"{source}\n{turned}"
            return float(grade(turned, namespace, settings))

        return swapped

    faulty.around(runs.python, "grade", wrap)


@faulty_server
def python_scores_are_whole(faulty: FaultyServer) -> None:
    """The score of a Python grader loses its fraction."""
    faulty.around(runs.python, "grade", lambda grade: lambda *given: float(int(grade(*given))))


@faulty_server
def python_scores_are_clipped(faulty: FaultyServer) -> None:
    """The score of a Python grader is kept between 0 and 1."""
    faulty.around(
        runs.python, "grade", lambda grade: lambda *given: min(max(grade(*given), 0.0), 1.0)
    )


@faulty_server
def an_exception_in_python_is_a_server_error(faulty: FaultyServer) -> None:
    """A Python grader that raises an exception is answered with 500."""
    _fail_flagged(faulty, "python_grader_runtime_error")


@faulty_server
def an_exception_in_python_is_not_told(faulty: FaultyServer) -> None:
    """A Python grader that raises an exception gives 0, and no flag is raised."""

    def unflag(view: Json) -> None:
        view["metadata"]["errors"]["python_grader_runtime_error"] = False
        view["metadata"]["errors"]["python_grader_runtime_error_details"] = None

    faulty.answers(RUN, unflag)


@faulty_server
def every_flag_is_the_other_error(faulty: FaultyServer) -> None:
    """Whatever goes wrong raises `other_error`."""

    def blur(view: Json) -> None:
        errors = view["metadata"]["errors"]
        if any(value is True for value in errors.values()):
            for name, value in errors.items():
                errors[name] = False if value is True else value
            errors["other_error"] = True

    faulty.answers(RUN, blur)


@faulty_server
def flags_are_left_out(faulty: FaultyServer) -> None:
    """Flags that are not raised are left out."""

    def drop(view: Json) -> None:
        errors = view["metadata"]["errors"]
        for name in [name for name, value in errors.items() if not value]:
            del errors[name]

    faulty.answers(RUN, drop)


@faulty_server
def flags_are_numbers(faulty: FaultyServer) -> None:
    """Flags are 0 and 1."""

    def count(view: Json) -> None:
        errors = view["metadata"]["errors"]
        for name, value in errors.items():
            errors[name] = int(value) if isinstance(value, bool) else value

    faulty.answers(RUN, count)


@faulty_server
def a_failed_grader_gives_one(faulty: FaultyServer) -> None:
    """A grader that fails while it runs gives 1."""

    def reward(view: Json) -> None:
        if any(value is True for value in view["metadata"]["errors"].values()):
            view["reward"] = 1.0

    faulty.answers(RUN, reward)


@faulty_server
def a_failed_grader_has_no_reward(faulty: FaultyServer) -> None:
    """The reward of a grader that fails while it runs is null."""

    def reward(view: Json) -> None:
        if any(value is True for value in view["metadata"]["errors"].values()):
            view["reward"] = None

    faulty.answers(RUN, reward)


@faulty_server
def a_run_has_another_name(faulty: FaultyServer) -> None:
    """The answer to a run names the grader by its type."""
    faulty.answers(RUN, lambda view: view["metadata"].update(name=view["metadata"]["type"]))


@faulty_server
def a_run_has_another_type(faulty: FaultyServer) -> None:
    """The answer to a run says that any grader is a string_check."""
    faulty.answers(RUN, lambda view: view["metadata"].update(type="string_check"))


@faulty_server
def time_runs_backwards(faulty: FaultyServer) -> None:
    """`execution_time` of a run is negative."""
    faulty.answers(RUN, lambda view: view["metadata"].update(execution_time=-0.1))


@faulty_server
def sub_rewards_are_missing(faulty: FaultyServer) -> None:
    """`sub_rewards` of a run is missing."""
    faulty.answers(RUN, lambda view: view.pop("sub_rewards"))


@faulty_server
def sub_rewards_are_empty(faulty: FaultyServer) -> None:
    """`sub_rewards` of a multi grader is empty."""
    faulty.answers(RUN, lambda view: view.update(sub_rewards={}))


@faulty_server
def a_broken_grader_is_valid(faulty: FaultyServer) -> None:
    """The validation of a grader looks at nothing but its schema."""
    faulty.replace(graders, "checked", checks.with_defaults)


@faulty_server
def validation_forgets_the_name(faulty: FaultyServer) -> None:
    """A validated grader comes back with another name."""
    faulty.answers(VALIDATE, lambda view: view["grader"].update(name="grader"))


@faulty_server
def validation_says_only_yes(faulty: FaultyServer) -> None:
    """A validation is answered with `valid: true`."""

    def agree(view: Json) -> None:
        view.clear()
        view["valid"] = True

    faulty.answers(VALIDATE, agree)


@faulty_server
def validation_loses_members(faulty: FaultyServer) -> None:
    """A validated multi grader comes back without its formula."""
    faulty.answers(VALIDATE, lambda view: view["grader"].pop("calculate_output", None))


@faulty_server
def a_malformed_grader_is_run(faulty: FaultyServer) -> None:
    """A run of a grader of an unknown type gives 0."""

    def run(exchange: Exchange) -> None:
        body = exchange.sent()
        known = ("string_check", "text_similarity", "python", "score_model", "multi", "label_model")
        grader: Any = (body or {}).get("grader")
        if isinstance(grader, dict) and grader.get("type") not in known:
            stand_in = {
                "type": "string_check",
                "name": "x",
                "input": "a",
                "reference": "b",
                "operation": "eq",
            }
            exchange.send({**(body or {}), "grader": stand_in})

    faulty.before((RUN, VALIDATE), run)


@faulty_server
def an_unknown_operation_is_equality(faulty: FaultyServer) -> None:
    """A string_check with an unknown operation compares for equality."""

    def guess(exchange: Exchange) -> None:
        body = exchange.sent()
        grader: Any = (body or {}).get("grader")
        if isinstance(grader, dict) and grader.get("operation", "eq") not in (
            "eq",
            "ne",
            "like",
            "ilike",
        ):
            exchange.send({**(body or {}), "grader": {**grader, "operation": "eq"}})

    faulty.before((RUN, VALIDATE), guess)


@faulty_server
def an_unknown_metric_is_a_server_error(faulty: FaultyServer) -> None:
    """A text_similarity with an unknown metric is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        body = exchange.sent()
        grader: Any = (body or {}).get("grader")
        if exchange.status == 400 and isinstance(grader, dict) and "evaluation_metric" in grader:
            exchange.fail()

    faulty.after((RUN, VALIDATE), break_down)


@faulty_server
def strange_labels_are_taken(faulty: FaultyServer) -> None:
    """A label_model whose passing labels are no labels is taken."""
    faulty.replace(checks, "_refuse_strange_labels", lambda _grader, _param: None)


@faulty_server
def python_without_grade_is_taken(faulty: FaultyServer) -> None:
    """A Python grader that defines no grade is valid."""
    faulty.replace(checks, "_refuse_source", lambda _source, _param: None)


@faulty_server
def a_run_needs_an_item(faulty: FaultyServer) -> None:
    """A run without `item` is refused."""

    def refuse(exchange: Exchange) -> None:
        body = exchange.sent()
        if exchange.succeeded and body is not None and "item" not in body:
            exchange.refuse(400, "Missing required parameter: 'item'.", "item")

    faulty.after(RUN, refuse)


def _flagged(exchange: Exchange, flag: str) -> bool:
    view = exchange.view() or {}
    return exchange.succeeded and bool(view["metadata"]["errors"].get(flag))


def _refuse_flagged(faulty: FaultyServer, flag: str) -> None:
    faulty.after(
        RUN, lambda exchange: exchange.refuse(400, "no") if _flagged(exchange, flag) else None
    )


def _fail_flagged(faulty: FaultyServer, flag: str) -> None:
    faulty.after(RUN, lambda exchange: exchange.fail() if _flagged(exchange, flag) else None)
