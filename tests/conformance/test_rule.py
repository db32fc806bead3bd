"""What makes a test function a rule."""

from collections.abc import Callable

import pytest

from fine_tuning_contract.conformance import Options, UnreadableRules, rule_book

Rules = Callable[..., Options]

_RULE = '''
@must("{id}", spec="readThing", says="It is named by its id.")
def test_it():
    """
    A thing is named by its id.

    Whoever reads two things
    must be able to tell them apart.

    Really.
    """
'''


def _message(rules_of: Rules, source: str) -> str:
    with pytest.raises(UnreadableRules) as caught:
        rule_book(rules_of(things=source).rules)
    return str(caught.value)


def test_rule_is_read_from_its_decorator_and_its_docstring(rules_of: Rules) -> None:
    """The decorator holds what a program reads, the docstring what a person reads."""
    (rule,) = rule_book(rules_of(things=_RULE.format(id="things-are-named")).rules)

    assert (rule.id, rule.level, rule.area, rule.subject) == (
        "things-are-named",
        "must",
        "things",
        "server",
    )
    assert (rule.spec, rule.says) == ("readThing", "It is named by its id.")
    assert rule.title == "A thing is named by its id."
    assert rule.rationale == ("Whoever reads two things must be able to tell them apart.\nReally.")


def test_subject_is_the_folder(rules_of: Rules) -> None:
    """Rules in the folder `client` are rules for the client."""
    options = rules_of("client", things=_RULE.format(id="things-are-named"))

    assert [rule.subject for rule in rule_book(options.rules)] == ["client"]


def test_should_cannot_quote(rules_of: Rules) -> None:
    """A rule about which the description is silent has no words to quote."""
    source = '''
@should("things-are-named", spec="readThing")
def test_it():
    """
    A title.

    A reason.
    """
'''
    (rule,) = rule_book(rules_of(things=source).rules)

    assert (rule.level, rule.says) == ("should", None)


@pytest.mark.parametrize("rule_id", ["things", "Things-Are", "things_are", "things-", "-things"])
def test_id_that_is_not_in_kebab_case_is_refused(rules_of: Rules, rule_id: str) -> None:
    """An id is kebab case, and the error says so."""
    assert "kebab case" in _message(rules_of, _RULE.format(id=rule_id))


def test_id_starts_with_its_area(rules_of: Rules) -> None:
    """An id starts with the name of its file."""
    message = _message(rules_of, _RULE.format(id="others-are-named"))

    assert "does not start with its area, 'things-'" in message


def test_id_is_used_once(rules_of: Rules) -> None:
    """Two rules with one id are refused, and the error names both."""
    source = _RULE.format(id="things-are-named")
    message = _message(rules_of, source + source.replace("test_it", "test_other"))

    assert "test_other: rule id 'things-are-named' is taken by test_things.py: test_it" in message


@pytest.mark.parametrize(
    ("docstring", "told"),
    [("", "no docstring"), ('"""Only a title."""', "say who is hurt")],
    ids=["no docstring", "no rationale"],
)
def test_rule_needs_a_title_and_a_rationale(rules_of: Rules, docstring: str, told: str) -> None:
    """A rule without a title, or without a reason, is refused."""
    source = (
        f'@must("things-are-named", spec="readThing")\ndef test_it():\n    {docstring}\n    pass'
    )

    assert told in _message(rules_of, source)


def test_rule_stands_in_a_folder_of_its_subject(rules_of: Rules) -> None:
    """A rule in a folder of another name is refused."""
    options = rules_of("elsewhere", things=_RULE.format(id="things-are-named"))

    with pytest.raises(UnreadableRules, match="'server' or 'client'"):
        rule_book(options.rules)


def test_file_that_cannot_be_imported_is_named(rules_of: Rules) -> None:
    """A file of rules that cannot be imported is named with the reason."""
    message = _message(rules_of, "import no_such_module")

    assert "test_things.py" in message
    assert "no_such_module" in message
