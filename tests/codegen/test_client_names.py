"""Names and texts of a description stand in Python source and mean nothing there."""

import ast
import keyword
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fine_tuning_contract.codegen.names import (
    class_name,
    literal,
    member_name,
    method_name,
    module_name,
    prose,
)

quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)
scalars = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False)


@pytest.mark.parametrize("wire", ["type", "object", "id", "format", "input", "hash", "filter"])
def test_builtins_keep_their_names(wire: str) -> None:
    """What users know from the wire is called the same in Python."""
    assert member_name(wire) == wire


@pytest.mark.parametrize("wire", ["class", "from", "self", "list", "str", "to_dict", "from_raw"])
def test_names_that_python_needs_get_an_underscore(wire: str) -> None:
    """Keywords, and names that annotations or every class use, are kept apart by an underscore."""
    assert member_name(wire) == f"{wire}_"


def test_taken_names_are_numbered() -> None:
    """A second name of one spelling gets a number; which one depends on nothing but the order."""
    assert member_name("id", {"id"}) == "id_2"
    assert member_name("id", {"id", "id_2"}) == "id_3"
    assert member_name("list", {"list_"}) == "list__2"


def test_method_may_be_called_as_a_builtin() -> None:
    """`list` is a method's name like any other; a keyword is not."""
    assert method_name("list") == "list"
    assert method_name("import") == "import_"
    assert method_name("listPaginatedFineTuningJobs") == "list_paginated_fine_tuning_jobs"


def test_class_that_hides_an_import_gets_another_name() -> None:
    """A schema called as something that generated modules import is kept apart from it."""
    assert class_name("Any") == "AnyObject"
    assert class_name("Mapping") == "MappingObject"
    assert class_name("fine_tuning_job") == "FineTuningJob"


@quick
@given(st.text())
def test_every_name_is_an_identifier(text: str) -> None:
    """Whatever a name is made of, Python takes what comes of it."""
    names = (class_name(text), member_name(text), method_name(text), module_name(text))

    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in names)


@quick
@given(st.text(st.characters(categories=["Ll", "Lu", "Lo", "Lm", "Nd"]), min_size=1))
def test_every_name_is_spelt_as_python_spells_it(text: str) -> None:
    """Python folds letters that look alike (NFKC), so a name is folded before it is written."""
    for name in (class_name(text), member_name(text), method_name(text), module_name(text)):
        assert unicodedata.normalize("NFKC", name) == name


@quick
@given(st.text())
def test_module_name_is_a_plain_file_name(text: str) -> None:
    """A module's name never leads to another folder, nor does it differ by case alone."""
    name = module_name(text)

    assert not {"/", "\\", "."} & set(name)
    assert name == name.lower()


@quick
@given(scalars)
def test_literal_evaluates_to_its_value(value: object) -> None:
    """A literal in generated code is the value, to the last character."""
    if value in (float("inf"), float("-inf")):
        return

    assert ast.literal_eval(literal(value)) == value


@quick
@given(st.text(), st.integers(min_value=0, max_value=16))
def test_prose_stays_inside_its_docstring(text: str, indent: int) -> None:
    """No text ends the docstring it stands in, on one line or on several."""
    inside = prose(text, indent)

    one = ast.parse(f'"""{inside}"""')
    several = ast.parse(f'"""\n{inside}\n"""')

    assert len(one.body) == len(several.body) == 1
    assert "\t" not in inside


@pytest.mark.parametrize(
    "text", ['"', '""', '"""', '""""', "\\", '\\"', '\\"""', 'a """', '""" \\']
)
def test_prose_bears_quotes_and_backslashes_at_its_end(text: str) -> None:
    """Quotes and backslashes next to the closing quotes are read back as they were."""
    assert ast.literal_eval(f'"""{prose(text, 0)}"""') == text


def test_prose_is_wrapped_by_paragraphs() -> None:
    """Paragraphs stay apart, and lines within one are joined and wrapped anew."""
    wrapped = prose("one\ntwo\n\nthree " + "word " * 40, 4)

    assert wrapped.startswith("one two\n\n    three word")
    assert all(len(line) <= 100 for line in wrapped.splitlines())
