"""Objects of generated classes keep all that came, and say what does not fit."""

import copy
import datetime as dt
import pickle
from types import ModuleType
from typing import Any

import pytest
from sourced import UNSET as CLIENTS_UNSET
from sourced import MissingFieldError, ResponseDecodingError, models

from fine_tuning_contract.codegen.runtime.absence import UNSET, Unset


def pickled(value: Any) -> Any:
    """Return what is read again from a pickle."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes


FILE: dict[str, Any] = {
    "id": "file-1",
    "object": "file",
    "bytes": 12,
    "created_at": 1700000000,
    "filename": "a.jsonl",
    "purpose": "fine-tune",
    "status": "processed",
}


@pytest.fixture
def cage(shelter: ModuleType) -> Any:
    """Return an object that holds another."""
    return shelter.models.Cage.from_dict({"number": 1, "inside": {"kind": "cat", "lives": 9}})


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_nothing_is_one_of_its_kind(again: Any) -> None:
    """Copies of UNSET are UNSET itself, alone and inside of something."""
    assert again(UNSET) is UNSET
    assert again([UNSET])[0] is UNSET
    assert again({"a": CLIENTS_UNSET})["a"] is CLIENTS_UNSET


def test_nothing_is_falsy_and_shown_by_its_name() -> None:
    """UNSET counts as nothing, and is the only value of its type."""
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert list(Unset) == [UNSET]
    assert list(type(CLIENTS_UNSET)) == [CLIENTS_UNSET]


def test_what_came_goes_back() -> None:
    """Reading and writing loses nothing: no unknown member, no null, no order of members."""
    source = {**FILE, "expires_at": None, "new": {"deep": [1, None]}}

    found = models.OpenAIFile.from_dict(source)

    assert found.to_dict() == source
    assert found.additional_properties["new"] == {"deep": [1, None]}
    assert found["new"] == {"deep": [1, None]}


def test_source_is_not_changed_by_reading() -> None:
    """The dict that an object is made from stays the caller's."""
    source = {**FILE, "new": 1}

    models.OpenAIFile.from_dict(source)

    assert source == {**FILE, "new": 1}


def test_missing_required_member_is_an_error_when_it_is_asked_for() -> None:
    """The rest of the object can be used; only the missing member raises, by its name."""
    found = models.OpenAIFile.from_dict({"id": "file-1"})

    assert found.id == "file-1"
    with pytest.raises(MissingFieldError, match=r"filename is required.*does not have it"):
        _ = found.filename
    assert found.to_dict() == {"id": "file-1"}


def test_null_for_a_required_member_is_an_error_when_it_is_asked_for() -> None:
    """A null that is not described is kept, told, and not taken for a value."""
    found = models.OpenAIFile.from_dict({**FILE, "filename": None})

    with pytest.raises(MissingFieldError):
        _ = found.filename
    assert found.to_dict() == {**FILE, "filename": None}
    assert [str(each) for each in found.problems()] == ["/filename: required, found null"]


def test_strict_reading_raises_for_every_difference() -> None:
    """With `strict`, what lenient reading keeps is an error that names each place."""
    with pytest.raises(ResponseDecodingError) as error:
        models.OpenAIFile.from_dict({**FILE, "bytes": "many", "id": 3}, strict=True)

    assert {problem.pointer for problem in error.value.problems} == {"/bytes", "/id"}


def test_optional_member_that_is_not_there_is_unset() -> None:
    """Absent is not null: an absent member is UNSET and stays absent."""
    found = models.OpenAIFile.from_dict(FILE)

    assert found.expires_at is CLIENTS_UNSET
    assert "expires_at" not in found.to_dict()


def test_members_can_be_changed() -> None:
    """An object that was read can be changed and sent back; clearing a member leaves it out."""
    found = models.OpenAIFile.from_dict({**FILE, "expires_at": 3})

    found.filename = "b.jsonl"
    found.expires_at = CLIENTS_UNSET

    assert found.to_dict() == {**FILE, "filename": "b.jsonl"}


def test_misspelt_member_is_an_error() -> None:
    """Only described members have a default; anything else is an AttributeError."""
    found = models.OpenAIFile.from_dict(FILE)

    with pytest.raises(AttributeError, match="'OpenAIFile' object has no attribute 'filname'"):
        _ = found.filname  # type: ignore[attr-defined] # misspelt on purpose


def test_equal_objects_hold_the_same() -> None:
    """Objects are equal if class and content are, unknown members included."""
    one, other = models.OpenAIFile.from_dict(FILE), models.OpenAIFile.from_dict(FILE)
    more = models.OpenAIFile.from_dict({**FILE, "new": 1})

    assert one == other
    assert one != more
    assert one != FILE
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_objects_are_equal_whether_or_not_they_were_looked_at(shelter: ModuleType) -> None:
    """What has been looked at already does not tell two objects apart."""
    source = {"number": 1, "inside": {"kind": "cat"}}
    (looked,) = shelter.models.Cage.from_raw([source])
    (fresh,) = shelter.models.Cage.from_raw([source])

    _ = looked.inside

    assert looked == fresh
    assert looked.to_dict() == fresh.to_dict() == source


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_copies_are_equal(cage: Any, again: Any) -> None:
    """Copying and pickling keeps everything, nested objects included."""
    made = again(cage)

    assert made == cage
    assert type(made.inside) is type(cage.inside)


def test_deep_copy_shares_nothing(cage: Any) -> None:
    """A change of the copy does not reach the original."""
    made = copy.deepcopy(cage)

    made.inside.lives = 8

    assert cage.inside.lives == 9


def test_repr_shows_what_is_set() -> None:
    """Unset members are not shown, unknown ones are."""
    shown = repr(models.OpenAIFile.from_dict({**FILE, "new": 1}))

    assert shown.startswith("OpenAIFile(id='file-1'")
    assert "expires_at" not in shown
    assert "'new': 1" in shown


def test_secret_member_is_not_shown(client_of: Any) -> None:
    """A member that the description marks as secret is in the object and not in its repr."""
    schema = {
        "type": "object",
        "properties": {"key": {"type": "string", "x-contract-secret": True}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Lock": schema}},
    }

    lock = client_of(document).models.Lock(key="sk-secret")

    assert lock.key == "sk-secret"
    assert "sk-secret" not in repr(lock)


def test_unix_seconds_are_times() -> None:
    """A member of Unix seconds can be asked for as a time in UTC."""
    found = models.OpenAIFile.from_dict(FILE)

    assert found.created_at_datetime == dt.datetime(2023, 11, 14, 22, 13, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize("odd", [True, "soon", 10**30, float("nan")])
def test_odd_seconds_are_no_time(odd: Any) -> None:
    """What is no time at all is None as a time, and kept as it came."""
    found = models.OpenAIFile.from_dict({**FILE, "created_at": odd})

    assert found.created_at_datetime is None
    assert found.created_at is odd
