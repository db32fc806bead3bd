"""Overlays are held to the standard, versions 1.0 and 1.1, before anything is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fine_tuning_contract.description import DescriptionError, read_overlay, validate_overlay

Write = Callable[..., Path]

INFO = "info: {title: A test, version: 1.0.0}\n"
ACTION = "actions: [{target: $, update: {x-a: 1}}]\n"


@pytest.mark.parametrize(
    "text",
    [
        f"overlay: 1.0.0\n{INFO}{ACTION}",
        f"overlay: 1.1.0\n{INFO}{ACTION}",
        f"overlay: 1.1.27\n{INFO}{ACTION}",
        f"overlay: 1.1.0\n{INFO}extends: ./other.yml\n{ACTION}",
        f"overlay: 1.1.0\n{INFO}x-mine: {{a: 1}}\n{ACTION}",
        f"overlay: 1.1.0\ninfo: {{title: a, version: b, description: c, x-d: e}}\n{ACTION}",
        f"overlay: 1.1.0\n{INFO}actions: [{{target: $.a, copy: $.b}}]\n",
        f"overlay: 1.0.0\n{INFO}actions: [{{target: $.a}}]\n",
        f"overlay: 1.0.0\n{INFO}actions: [{{target: $, x-a: 1, description: why}}]\n",
        f"overlay: 1.0.0\n{INFO}actions: [{{target: $.a, update: {{}}, remove: true}}]\n",
        f"overlay: 1.0.0\n{INFO}actions: [{{target: $, update: 1}}, {{target: $, update: true}}]",
        '{"overlay": "1.1.0", "info": {"title": "", "version": ""}, "actions": [{"target": "$"}]}',
    ],
)
def test_overlay_that_follows_the_standard_has_no_problem(write: Write, text: str) -> None:
    """What the standard allows is accepted."""
    assert validate_overlay(write(text)) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n- b\n", r"1:1: the top of the file is no object"),
        (f"{INFO}{ACTION}", r"1:1: 'overlay' is missing"),
        (f"overlay: 1.1\n{INFO}{ACTION}", r"1:1: 'overlay' should be a text"),
        (f"overlay: '1.1'\n{INFO}{ACTION}", r"1:1: overlay is '1.1'"),
        (f"overlay: 2.0.0\n{INFO}{ACTION}", r"1:1: overlay is '2.0.0'"),
        (f"overlay: 1.1.0\n{ACTION}", r"1:1: 'info' is missing"),
        (f"overlay: 1.1.0\ninfo: a\n{ACTION}", r"2:1: 'info' should be an object"),
        (f"overlay: 1.1.0\ninfo: {{version: a}}\n{ACTION}", r"2:1: 'title' is missing"),
        (f"overlay: 1.1.0\ninfo: {{title: a}}\n{ACTION}", r"2:1: 'version' is missing"),
        (f"overlay: 1.1.0\ninfo: {{title: 1, version: a}}\n{ACTION}", "'title' should be a text"),
        (f"overlay: 1.0.0\ninfo: {{title: a, version: b, description: c}}\n{ACTION}", "no field"),
        (f"overlay: 1.1.0\n{INFO}", r"1:1: 'actions' is missing"),
        (f"overlay: 1.1.0\n{INFO}actions: {{}}\n", r"3:1: 'actions' should be an array"),
        (f"overlay: 1.1.0\n{INFO}actions: []\n", r"3:1: actions is empty"),
        (f"overlay: 1.1.0\n{INFO}actions: [1]\n", r"3:11: action 1 is no object"),
        (f"overlay: 1.1.0\n{INFO}actions: [{{update: 1}}]\n", r"3:11: 'target' is missing"),
        (f"overlay: 1.1.0\n{INFO}actions: [{{target: 1}}]\n", "'target' should be a text"),
        (f"overlay: 1.1.0\n{INFO}actions: [{{target: a.b}}]\n", "does not start with"),
        (f"overlay: 1.1.0\n{INFO}actions: [{{target: $, remove: 1}}]\n", "should be true or false"),
        (f"overlay: 1.1.0\n{INFO}actions: [{{target: $, copy: 1}}]\n", "'copy' should be a text"),
        (f"overlay: 1.0.0\n{INFO}actions: [{{target: $, copy: $.a}}]\n", "'copy' is no field here"),
        (f"overlay: 1.1.0\n{INFO}actions: [{{target: $, updates: 1}}]\n", "'updates' is no field"),
        (f"overlay: 1.1.0\n{INFO}other: 1\n{ACTION}", r"3:1: 'other' is no field here"),
        (f"overlay: 1.1.0\n{INFO}extends: {{}}\n{ACTION}", "'extends' should be a text"),
        (
            f"overlay: 1.1.0\n{INFO}actions:\n- {{target: $, copy: $}}\n- {{copy: $, target: $}}",
            r"5:3: action 2 is the same as action 1",
        ),
        ("overlay: [", "not valid YAML"),
    ],
)
def test_overlay_that_breaks_the_standard_is_refused(write: Write, text: str, problem: str) -> None:
    """What the standard forbids is found, with its place, and cannot be applied."""
    place = write(text)

    found = validate_overlay(place)
    with pytest.raises(DescriptionError, match=problem):
        read_overlay(place)
    assert [each.level for each in found] == ["error"]
    assert str(found[0]).startswith(f"{place}:")


def test_every_problem_is_named(write: Write) -> None:
    """One look shows all that is wrong with an overlay."""
    place = write(f"overlay: 3.0.0\n{INFO}more: 1\nactions: [{{target: b}}, 2]\n")

    with pytest.raises(DescriptionError) as caught:
        read_overlay(place)
    assert len(str(caught.value).splitlines()) == 4


def test_target_that_is_no_query_is_a_warning(write: Write) -> None:
    """The schema of the standard accepts any target that starts with `$`; applying does not."""
    place = write(f"overlay: 1.1.0\n{INFO}actions: [{{target: '$.a[?@.x-b.c]'}}]\n")

    found = validate_overlay(place)

    assert [each.level for each in found] == ["warning"]
    assert "RFC 9535" in found[0].message


def test_overlay_knows_its_document(write: Write) -> None:
    """`extends` is resolved against the overlay's own place; a web address is no local file."""
    local = read_overlay(write(f"overlay: 1.1.0\n{INFO}extends: ./a.yml\n{ACTION}", "one.yml"))
    web = read_overlay(
        write(f"overlay: 1.1.0\n{INFO}extends: https://a.test/b\n{ACTION}", "two.yml")
    )

    assert local.document == local.path.parent / "a.yml"
    assert web.document is None
