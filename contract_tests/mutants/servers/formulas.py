"""Faults in the arithmetic of graders that combine others."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import ast
import math
from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer
from contract_tests.mutants.inside import checks, formulas, runs
from contract_tests.mutants.operations import RUN, VALIDATE
from fine_tuning_contract.emulator.grading.flags import GradingError


def _operator(faulty: FaultyServer, kind: type[ast.operator], apply: Any) -> None:
    faulty.replace(formulas, "_OPERATORS", {**vars(formulas)["_OPERATORS"], kind: apply})


def _function(faulty: FaultyServer, name: str, apply: Any) -> None:
    faulty.replace(formulas, "_FUNCTIONS", {**vars(formulas)["_FUNCTIONS"], name: apply})


def _text(faulty: FaultyServer, rewrite: Any) -> None:
    faulty.around(runs.formulas, "parse", lambda parse: lambda text: parse(rewrite(text)))


@faulty_server
def subtraction_is_addition(faulty: FaultyServer) -> None:
    """A difference in a formula is a sum."""
    _operator(faulty, ast.Sub, lambda left, right: left + right)


@faulty_server
def division_is_whole(faulty: FaultyServer) -> None:
    """A quotient in a formula loses its fraction."""
    _operator(faulty, ast.Div, lambda left, right: float(left // right))


@faulty_server
def division_by_zero_is_zero(faulty: FaultyServer) -> None:
    """A quotient by zero is 0, and no flag is raised."""
    _operator(faulty, ast.Div, lambda left, right: left / right if right else 0.0)


@faulty_server
def division_by_zero_is_a_server_error(faulty: FaultyServer) -> None:
    """A formula that divides by zero is answered with 500."""

    def divide(left: float, right: float) -> float:
        if right == 0:
            raise RuntimeError("division by zero")
        return left / right

    _operator(faulty, ast.Div, divide)


@faulty_server
def a_power_is_a_product(faulty: FaultyServer) -> None:
    """`^` in a formula multiplies."""
    _operator(faulty, ast.Pow, lambda left, right: left * right)


@faulty_server
def a_power_binds_to_the_left(faulty: FaultyServer) -> None:
    """`2 ^ 3 ^ 2` is computed from the left."""

    def wrap(parse: Any) -> Any:
        def left(text: str) -> Any:
            found = parse(text)
            tree: Any = found.tree
            match tree:
                case ast.BinOp(op=ast.Pow(), right=ast.BinOp(op=ast.Pow()) as inner):
                    turned = ast.BinOp(
                        ast.BinOp(tree.left, ast.Pow(), inner.left), ast.Pow(), inner.right
                    )
                    return formulas.Formula(turned, found.names)
                case _:
                    return found

        return left

    faulty.around(runs.formulas, "parse", wrap)


@faulty_server
def sums_come_before_products(faulty: FaultyServer) -> None:
    """A formula is computed from left to right, whatever its operators."""

    def wrap(parse: Any) -> Any:
        def flat(text: str) -> Any:
            if "(" in text:
                return parse(text)
            parts = text.replace("*", " * ").replace("+", " + ").replace("/", " / ").split()
            if len(parts) < 5 or len(parts) % 2 == 0:
                return parse(text)
            grouped = parts[0]
            for operator, operand in zip(parts[1::2], parts[2::2], strict=True):
                grouped = f"({grouped} {operator} {operand})"
            return parse(grouped)

        return flat

    faulty.around(runs.formulas, "parse", wrap)


@faulty_server
def parentheses_are_ignored(faulty: FaultyServer) -> None:
    """Parentheses in a formula that group terms are dropped."""

    def drop(text: str) -> str:
        names = ("min(", "max(", "abs(", "floor(", "ceil(", "exp(", "sqrt(", "log(")
        if any(name in text for name in names):
            return text
        return text.replace("(", "").replace(")", "")

    _text(faulty, drop)


@faulty_server
def the_least_is_the_greatest(faulty: FaultyServer) -> None:
    """`min` gives the greatest."""
    _function(faulty, "min", max)


@faulty_server
def the_greatest_is_of_two(faulty: FaultyServer) -> None:
    """`max` looks at its first two arguments."""
    _function(faulty, "max", lambda found: max(found[:2]))


@faulty_server
def absolute_values_keep_their_sign(faulty: FaultyServer) -> None:
    """`abs` gives its argument."""
    _function(faulty, "abs", lambda found: found[0])


@faulty_server
def floors_are_rounded(faulty: FaultyServer) -> None:
    """`floor` rounds to the nearest."""
    _function(faulty, "floor", lambda found: float(round(found[0])))


@faulty_server
def ceilings_are_cut(faulty: FaultyServer) -> None:
    """`ceil` cuts the fraction off."""
    _function(faulty, "ceil", lambda found: float(int(found[0])))


@faulty_server
def logarithms_are_decimal(faulty: FaultyServer) -> None:
    """`log` is the logarithm to base 10."""
    _function(faulty, "log", lambda found: math.log10(found[0]))


@faulty_server
def exponentials_are_binary(faulty: FaultyServer) -> None:
    """`exp` is a power of 2."""
    _function(faulty, "exp", lambda found: math.exp2(found[0]))


@faulty_server
def roots_are_halves(faulty: FaultyServer) -> None:
    """`sqrt` halves."""
    _function(faulty, "sqrt", lambda found: found[0] / 2)


@faulty_server
def functions_are_unknown(faulty: FaultyServer) -> None:
    """A formula that uses a function cannot be read."""
    faulty.replace(formulas, "_FUNCTIONS", {})


@faulty_server
def unknown_names_count_as_zero(faulty: FaultyServer) -> None:
    """A name in a formula that no grader has is 0, and no flag is raised."""
    faulty.replace(formulas, "_score", lambda scores, name: scores.get(name, 0.0))


@faulty_server
def an_unreadable_formula_is_a_server_error(faulty: FaultyServer) -> None:
    """A run whose formula cannot be read is answered with 500."""

    def wrap(parse: Any) -> Any:
        def strict(text: str) -> Any:
            try:
                return parse(text)
            except GradingError as fault:
                raise RuntimeError(fault.details) from fault

        return strict

    faulty.around(runs.formulas, "parse", wrap)


@faulty_server
def a_combined_reward_is_a_mean(faulty: FaultyServer) -> None:
    """The reward of a multi grader is the mean of its graders."""

    def wrap(_combined: Any) -> Any:
        def mean(grader: Any, run: Any, record: Any) -> float:
            for name, member in grader["graders"].items():
                record.scores[name] = vars(runs)["_reward"](member, run, record)
            return float(sum(record.scores.values()) / max(len(record.scores), 1))

        return mean

    faulty.around(runs, "_combined", wrap)


@faulty_server
def a_combined_reward_is_clipped(faulty: FaultyServer) -> None:
    """The reward of a multi grader is kept between 0 and 1."""
    faulty.around(
        runs, "_combined", lambda combined: lambda *given: min(max(combined(*given), 0.0), 1.0)
    )


@faulty_server
def only_one_grader_is_combined(faulty: FaultyServer) -> None:
    """Of the graders of a multi grader, the second and later give 0."""

    def wrap(combined: Any) -> Any:
        def first(grader: Any, run: Any, record: Any) -> Any:
            names = list(grader["graders"])
            result = combined({**grader, "calculate_output": names[0]}, run, record)
            for name in names[1:]:
                record.scores[name] = 0.0
            return (
                formulas.parse(grader["calculate_output"]).value(record.scores) if names else result
            )

        return first

    faulty.around(runs, "_combined", wrap)


@faulty_server
def a_multi_grader_may_hold_another(faulty: FaultyServer) -> None:
    """A multi grader inside a multi grader is taken."""

    def flatten(exchange: Exchange) -> None:
        body = exchange.sent()
        grader: Any = (body or {}).get("grader")
        if (
            body is None
            or not isinstance(grader, dict)
            or not isinstance(grader.get("graders"), dict)
        ):
            return
        for name, member in grader["graders"].items():
            if isinstance(member, dict) and member.get("type") == "multi" and member.get("graders"):
                grader["graders"][name] = next(iter(member["graders"].values()))
        exchange.send(body)

    faulty.before((RUN, VALIDATE), flatten)


@faulty_server
def graders_in_a_list_are_taken(faulty: FaultyServer) -> None:
    """A multi grader whose graders are a list is taken."""

    def name(exchange: Exchange) -> None:
        body = exchange.sent()
        grader: Any = (body or {}).get("grader")
        if (
            body is not None
            and isinstance(grader, dict)
            and isinstance(grader.get("graders"), list)
        ):
            grader["graders"] = {
                one.get("name", str(place)): one
                for place, one in enumerate(grader["graders"])
                if isinstance(one, dict)
            }
            exchange.send(body)

    faulty.before((RUN, VALIDATE), name)


@faulty_server
def a_formula_with_unknown_names_is_valid(faulty: FaultyServer) -> None:
    """A multi grader whose formula names no grader of it is valid."""
    faulty.replace(checks, "_refuse_formula", lambda _grader, _param: None)
