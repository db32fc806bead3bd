"""Actions change a document exactly as the Overlay Specification says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fine_tuning_contract.description import Applied, DescriptionError, apply_overlays, load

Write = Callable[..., Path]
Overlaid = Callable[..., Applied]


@pytest.mark.parametrize(
    ("document", "action", "result"),
    [
        # update: objects are merged, all the way down
        ("a: {b: 1}", "{target: $.a, update: {c: 2}}", {"a": {"b": 1, "c": 2}}),
        ("a: {b: 1}", "{target: $, update: {a: {b: 2}}}", {"a": {"b": 2}}),
        ("a: {b: {c: 1}}", "{target: $, update: {a: {b: {d: 2}}}}", {"a": {"b": {"c": 1, "d": 2}}}),
        ("a: {}", "{target: $.a, update: {b: {c: [1]}}}", {"a": {"b": {"c": [1]}}}),
        ("a: {b: 1}", "{target: $.a, update: {b: null}}", {"a": {"b": None}}),
        ("a: {b: null}", "{target: $.a, update: {b: x}}", {"a": {"b": "x"}}),
        # update: arrays are joined, anything else is appended
        ("a: [1]", "{target: $.a, update: [2, 3]}", {"a": [1, 2, 3]}),
        ("a: [1]", "{target: $.a, update: 2}", {"a": [1, 2]}),
        ("a: [1]", "{target: $.a, update: {b: 2}}", {"a": [1, {"b": 2}]}),
        ("a: [1]", "{target: $.a, update: null}", {"a": [1, None]}),
        ("a: {b: [1]}", "{target: $.a, update: {b: [2]}}", {"a": {"b": [1, 2]}}),
        # update: primitives replace primitives
        ("a: 1", "{target: $.a, update: two}", {"a": "two"}),
        ("a: null", "{target: $.a, update: 2}", {"a": 2}),
        ("a: [1, 2, 3]", "{target: '$.a[?@ == 2]', update: 9}", {"a": [1, 9, 3]}),
        # update through filters, several at once
        (
            "a: [{n: x}, {n: y}, {n: x}]",
            "{target: \"$.a[?@.n == 'x']\", update: {m: 1}}",
            {"a": [{"n": "x", "m": 1}, {"n": "y"}, {"n": "x", "m": 1}]},
        ),
        (
            "a: {x: {}, y: {}}",
            "{target: $.a.*, update: {z: 1}}",
            {"a": {"x": {"z": 1}, "y": {"z": 1}}},
        ),
        # functions and operators of RFC 9535
        ("a: [aa, b]", "{target: \"$.a[?match(@, 'a.')]\", remove: true}", {"a": ["b"]}),
        ("a: [xay, b]", "{target: \"$.a[?search(@, 'a')]\", remove: true}", {"a": ["b"]}),
        ("a: [[1], [1, 2]]", "{target: '$.a[?length(@) > 1]', remove: true}", {"a": [[1]]}),
        ("a: [[1], [1, 2]]", "{target: '$.a[?count(@.*) == 1]', remove: true}", {"a": [[1, 2]]}),
        ("a: [{b: 1}, {}]", "{target: '$.a[?value(@..b) == 1]', remove: true}", {"a": [{}]}),
        ("a: [{b: 1}, {}]", "{target: '$.a[?!@.b]', remove: true}", {"a": [{"b": 1}]}),
        # remove
        ("a: {b: 1, c: 2}", "{target: $.a.b, remove: true}", {"a": {"c": 2}}),
        ("a: [1, 2, 3, 4]", "{target: '$.a[?@ > 1 && @ < 4]', remove: true}", {"a": [1, 4]}),
        ("a: [1, 2, 3, 4]", "{target: '$.a[0, 2]', remove: true}", {"a": [2, 4]}),
        ("a: [1, 2, 3, 4]", "{target: '$.a[-1, 0]', remove: true}", {"a": [2, 3]}),
        ("a: [1, 2, 3, 4]", "{target: '$.a[1:3]', remove: true}", {"a": [1, 4]}),
        (
            "a: [{b: [1, 2]}, {b: [3, 2]}]",
            "{target: '$.a[*].b[?@ == 2]', remove: true}",
            {"a": [{"b": [1]}, {"b": [3]}]},
        ),
        ("a: [1, 1, 2]", "{target: '$.a[0, 0]', remove: true}", {"a": [1, 2]}),
        ("a: {b: {b: 1}}", "{target: $..b, remove: true}", {"a": {}}),
        ("a: [{}, 1, [2]]", "{target: '$.a[*]', remove: true}", {"a": []}),
        ("a: {b: 1}", "{target: $.a.b, update: 2, remove: true}", {"a": {}}),
        ("a: {b: 1}", "{target: $.a.b, copy: $.a, remove: true}", {"a": {}}),
        # remove: false is no removal
        ("a: {b: 1}", "{target: $.a, update: {c: 2}, remove: false}", {"a": {"b": 1, "c": 2}}),
        # copy
        ("a: {b: 1}\nc: {}", "{target: $.c, copy: $.a}", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: [1]\nc: [2]", "{target: $.c, copy: $.a}", {"a": [1], "c": [2, 1]}),
        ("a: 1\nc: 2", "{target: $.c, copy: $.a}", {"a": 1, "c": 1}),
        ("a: {b: 1}\nc: [2]", "{target: $.c, copy: $.a}", {"a": {"b": 1}, "c": [2, {"b": 1}]}),
        ("a: {b: {}}", "{target: $.a.b, copy: $.a}", {"a": {"b": {"b": {}}}}),
        ("a: {x-b: 1}", "{target: $.a, update: {x-c: 2}}", {"a": {"x-b": 1, "x-c": 2}}),
    ],
)
def test_action_does_what_the_standard_says(
    overlaid: Overlaid, document: str, action: str, result: object
) -> None:
    """Each rule of the standard has its effect, and only that."""
    assert overlaid(document, f"- {action}").content == result


@pytest.mark.parametrize(
    ("document", "action", "problem"),
    [
        ("a: {}", "{target: $.a, update: [1]}", "is an object, the update an array"),
        ("a: {}", "{target: $.a, update: 1}", "is an object, the update a primitive"),
        ("a: 1", "{target: $.a, update: {}}", "is a primitive, the update an object"),
        ("a: 1", "{target: $.a, update: [1]}", "is a primitive, the update an array"),
        ("a: 1", "{target: $, update: {a: {}}}", "is a primitive, the update an object"),
        (
            "a: {b: {}}",
            "{target: $, update: {a: {b: null}}}",
            "is an object, the update a primitive",
        ),
        ("a: {b: [1]}", "{target: $.a, update: {b: 2}}", "is an array, the update has primitive"),
        ("a: {b: [1]}", "{target: $.a, update: {b: {}}}", "is an array, the update has object"),
        ("a: [1, {}]", "{target: '$.a[*]', update: {}}", "selects object and primitive"),
        ("a: {}\nb: []", "{target: $.*, update: {}}", "selects array and object"),
        ("a: 1", "{target: $, remove: true}", "removes the whole document"),
        ("a: 1", "{target: $, update: {}, copy: $.a}", "has both update and copy"),
        ("a: 1", "{target: $, copy: $.b}", r"copy \$\.b selects 0 places"),
        ("a: [1, 2]", "{target: $, copy: '$.a[*]'}", r"selects 2 places"),
        ("a: {b: {}}", "{target: '$..[?@.b || !@.b]', update: {b: {}}}", "would update .* twice"),
        ("a: 1", "{target: '$.a[', update: 1}", "is no RFC 9535 query"),
        ("a: 1", "{target: '$.a[?x(@)]', update: 1}", "is no RFC 9535 query"),
        ("a: 1", "{target: '$.a', copy: '$['}", "is no RFC 9535 query"),
        ("a: 1", f"{{target: '$[?{'(' * 5000}@.a{')' * 5000}]', update: 1}}", "nested too deep"),
    ],
)
def test_what_cannot_be_done_is_an_error_with_its_place(
    overlaid: Overlaid, tmp_path: Path, document: str, action: str, problem: str
) -> None:
    """An action that the standard does not allow stops, naming file, line and number."""
    with pytest.raises(DescriptionError, match=problem) as caught:
        overlaid(document, f"- {action}")
    assert str(caught.value).startswith(f"{tmp_path}/01.overlay.yml:4:3: action 1: target $")


def test_overlay_1_0_does_not_update_primitives(overlaid: Overlaid) -> None:
    """Version 1.0 knows no update of a single value; removing one is in its own test set."""
    removed = overlaid("a: {b: 1}", "- {target: $.a.b, remove: true}", version="1.0.0")

    assert removed.content == {"a": {}}
    with pytest.raises(DescriptionError, match=r"declare overlay: 1\.1\.0"):
        overlaid("a: 1", "- {target: $.a, update: 2}", version="1.0.3")


def test_actions_see_what_earlier_ones_did(overlaid: Overlaid) -> None:
    """Actions work in order, across overlays too."""
    applied = overlaid(
        "a: {b: 1}",
        "- {target: $.a, remove: true}\n- {target: $, update: {a: [x]}}",
        "- {target: $.a, update: y}",
    )

    assert applied.content == {"a": ["x", "y"]}


def test_updates_share_nothing(overlaid: Overlaid) -> None:
    """Two places that get the same update stay two places."""
    content = overlaid(
        "a: {x: {}, y: {}}",
        "- {target: $.a.*, update: {list: [1]}}\n- {target: $.a.x.list, update: 2}",
    ).content

    assert content == {"a": {"x": {"list": [1, 2]}, "y": {"list": [1]}}}


def test_copies_share_nothing(overlaid: Overlaid) -> None:
    """A copy does not follow its source."""
    content = overlaid(
        "a: {list: [1]}\nb: {}",
        "- {target: $.b, copy: $.a}\n- {target: $.a.list, update: 2}",
    ).content

    assert content == {"a": {"list": [1, 2]}, "b": {"list": [1]}}


def test_document_itself_is_left_alone(write: Write) -> None:
    """Applying makes a new content; the document keeps its own."""
    document = load(write("a: {b: [1]}"))
    overlay = write(
        "overlay: 1.1.0\ninfo: {title: a, version: b}\nactions: [{target: $.a.b, update: 2}]",
        "o.yml",
    )

    applied = apply_overlays(document, [overlay])

    assert document.content == {"a": {"b": [1]}}
    assert applied.content == {"a": {"b": [1, 2]}}


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("$.paths['/fine_tuning/job']", "did you mean '/fine_tuning/jobs'?"),
        ("$.paths['/fine_tuning/jobs'].gett", "did you mean 'get'?"),
        ("$.pathes", "did you mean 'paths'?"),
        ("$.paths.*.post", "$['paths'][*] has no 'post'"),
        ("$.paths.*[?@.operationId == 'b']", "nothing in it fits what follows; correct"),
        ("$.paths.*[?@.operationId == 'readOn']", "did you mean 'readOne'?"),
        ("$.paths.*.get.tags[?@ == 'job']", "did you mean 'jobs'?"),
        ("$.paths.*.get.tags[7]", "nothing in it fits"),
    ],
)
def test_unmatched_target_is_an_error_with_near_misses(
    overlaid: Overlaid, target: str, hint: str
) -> None:
    """A target that selects nothing says how far it came and what comes near."""
    with pytest.raises(DescriptionError) as caught:
        overlaid(
            "paths: {/fine_tuning/jobs: {get: {operationId: readOne, tags: [jobs]}}}",
            f'- {{target: "{target}", update: {{}}}}',
        )
    assert f"action 1: target {target} matches nothing" in str(caught.value)
    assert hint in str(caught.value)


def test_every_unmatched_target_is_named(overlaid: Overlaid) -> None:
    """One run shows all actions that match nothing."""
    with pytest.raises(DescriptionError) as caught:
        overlaid("a: 1", "- {target: $.b, remove: true}\n- {target: $.c, remove: true}")
    assert [line.split(": ")[1] for line in str(caught.value).splitlines()] == [
        "action 1",
        "action 2",
    ]


@pytest.mark.parametrize(("unmatched", "warnings"), [("warn", 1), ("ignore", 0)])
def test_unmatched_target_can_be_told_or_passed_over(
    overlaid: Overlaid, unmatched: str, warnings: int
) -> None:
    """Who asks for it gets a warning or nothing, and the other actions have their effect."""
    applied = overlaid(
        "a: 1",
        "- {target: $.b, remove: true}\n- {target: $.a, update: 2}",
        unmatched=unmatched,
    )

    assert applied.content == {"a": 2}
    assert len(applied.warnings) == warnings


@pytest.mark.parametrize(
    ("action", "word"),
    [
        ("{target: $.a, update: {b: 1}}", "changes nothing"),
        ("{target: $.a.b, update: 1}", "changes nothing"),
        ("{target: $.a, update: {}}", "changes nothing"),
        ("{target: $.c, update: [1]}", "stands there already"),
        ("{target: $.a, copy: $.d}", "changes nothing"),
        ("{target: $.a, remove: false}", "has no update, copy or remove: true"),
        ("{target: $.a}", "has no update, copy or remove: true"),
    ],
)
def test_redundant_action_is_reported(overlaid: Overlaid, action: str, word: str) -> None:
    """An action that has lost its purpose is told, so that it can be deleted."""
    applied = overlaid("a: {b: 1}\nc: [1]\nd: {b: 1}", f"- {action}")

    (notice,) = applied.notices
    assert notice.kind == "redundant"
    assert "01.overlay.yml:4:3: action 1: target $.a" in notice.text.replace("$.c", "$.a")
    assert word in notice.text


def test_two_overlays_that_fight_are_reported(overlaid: Overlaid) -> None:
    """An overlay that undoes another's work is told, and the later one wins."""
    applied = overlaid("a: 1", "- {target: $.a, update: 2}", "- {target: $.a, update: 3}")

    assert applied.content == {"a": 3}
    assert len(applied.warnings) == 1
    assert "02.overlay.yml:4:3: action 1: overrides what" in applied.warnings[0]


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        ("{target: $, update: {n: {m: 1}}}", "{target: $.n, update: {m: 2}}", "$['n']['m']"),
        ("{target: $, update: {n: {m: 1}}}", "{target: $.n.m, remove: true}", "$['n']['m']"),
        ("{target: $.o, update: {p: 2}}", "{target: $.o, remove: true}", "$['o']"),
        ("{target: $.o.p, remove: true}", "{target: $.o, update: {p: 9}}", "$['o']['p']"),
        ("{target: $.a, update: 3}", "{target: '$.a[?@ == 3]', remove: true}", "$['a'][2]"),
        ("{target: '$.a[1]', update: 9}", "{target: '$.a[1]', update: 8}", "$['a'][1]"),
        (
            "{target: $.*.*, update: 5}",
            "{target: $.*.*, update: 6}",
            "$['o']['p'] and 2 more places",
        ),
    ],
    ids=["inside", "part", "whole", "back-again", "item", "same-item", "several"],
)
def test_every_way_to_undo_anothers_work_is_reported(
    overlaid: Overlaid, first: str, second: str, place: str
) -> None:
    """Changing, removing or bringing back what another overlay did is told once, with its place."""
    applied = overlaid("o: {p: 1}\na: [1, 2]", f"- {first}", f"- {second}")

    (notice,) = applied.notices
    assert notice.kind == "rival"
    assert notice.text.endswith(f"at {place}; keep one of the two")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{target: $, update: {n: {m: 1}}}", "{target: $.n, update: {l: 2}}"),
        ("{target: $.a, update: 3}", "{target: $.a, update: 4}"),
        ("{target: $.a, update: 3}", "{target: '$.a[0]', remove: true}"),
        ("{target: $.o.p, update: 2}", "{target: $.o, update: {q: 2}}"),
        ("{target: $.o.p, update: 2}", "{target: $.o.p, update: 2}"),
    ],
    ids=["beside", "both-append", "neighbour-removed", "another-key", "same-value"],
)
def test_work_on_one_object_is_no_fight(overlaid: Overlaid, first: str, second: str) -> None:
    """Two overlays may add to the same object or array."""
    applied = overlaid("o: {p: 1}\na: [1, 2]", f"- {first}", f"- {second}")

    assert [each for each in applied.notices if each.kind == "rival"] == []


def test_one_overlay_may_correct_itself(overlaid: Overlaid) -> None:
    """Removing and adding in one overlay is how a value of another kind is set."""
    applied = overlaid("a: 1", "- {target: $.a, remove: true}\n- {target: $, update: {a: [2]}}")

    assert applied.content == {"a": [2]}
    assert applied.notices == ()


def test_shifted_items_are_no_fight(overlaid: Overlaid) -> None:
    """After an item is removed, its neighbours' numbers mean other items."""
    applied = overlaid(
        "a: [1, 2]",
        "- {target: '$.a[0]', remove: true}",
        "- {target: '$.a[0]', update: 3}",
    )

    assert applied.content == {"a": [3]}
    assert applied.warnings == ()


def test_later_fight_over_a_shifted_item_is_found(overlaid: Overlaid) -> None:
    """An item keeps its author when its number changes."""
    applied = overlaid(
        "a: [1, 2]",
        "- {target: '$.a[1]', update: 3}",
        "- {target: '$.a[0]', remove: true}",
        "- {target: '$.a[0]', update: 4}",
    )

    assert applied.content == {"a": [4]}
    assert ["01.overlay.yml" in each for each in applied.warnings] == [True]


def test_overlays_may_be_json(write: Write) -> None:
    """An overlay in JSON does what the same one in YAML does, and its messages have places."""
    document = load(write("a: {b: 1}"))
    head = '{"overlay": "1.0.0", "info": {"title": "a", "version": "1"},\n "actions": [\n  '
    right = write(head + '{"target": "$.a", "update": {"c": 2}}]}', "right.json")
    wrong = write(head + '{"target": "$.b", "update": {"c": 2}}]}', "wrong.json")

    assert apply_overlays(document, [right]).content == {"a": {"b": 1, "c": 2}}
    with pytest.raises(DescriptionError, match=r"wrong\.json:3:3: action 1: target \$\.b matches"):
        apply_overlays(document, [wrong])


def test_unknown_extensions_of_an_overlay_change_nothing(write: Write) -> None:
    """Keys with `x-` in the overlay itself are let be; those in an update are applied."""
    document = load(write("a: {x-own: 1}"))
    overlay = write(
        "overlay: 1.1.9\ninfo: {title: a, version: b, x-team: c}\nx-more: d\n"
        "actions: [{target: $.a, update: {x-new: 2}, x-why: e}]",
        "o.yml",
    )

    assert apply_overlays(document, [overlay]).content == {"a": {"x-own": 1, "x-new": 2}}


def test_overlay_for_another_document_is_reported(write: Write) -> None:
    """An overlay that extends an existing other file is applied with a warning."""
    write("a: 2", "meant.yml")
    document = load(write("a: 1"))
    overlay = write(
        "overlay: 1.1.0\ninfo: {title: a, version: b}\nextends: meant.yml\n"
        "actions: [{target: $.a, update: 3}]",
        "o.yml",
    )

    assert "is applied to" in apply_overlays(document, [overlay]).warnings[0]


def test_changes_tell_place_and_author(overlaid: Overlaid) -> None:
    """Every place that was written to is known, with the action that did it."""
    applied = overlaid("a: {b: 1, c: [1]}", "- {target: $.a, update: {b: 2, c: [2], d: 3}}")

    assert [(change.at, change.did) for change in applied.changes] == [
        (("a", "b"), "set"),
        (("a", "c", 1), "added"),
        (("a", "d"), "added"),
    ]
    assert all(": action 1" in change.author for change in applied.changes)
