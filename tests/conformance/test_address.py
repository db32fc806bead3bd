"""Addresses of places in a description."""

import pytest

from fine_tuning_contract.conformance import Description
from fine_tuning_contract.conformance.address import AddressError, is_quoted, look_up


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("listThings/parameters/limit/schema/minimum", 1),
        ("readThing/responses/404/description", "A refusal."),
        ("Thing/properties/id/description", "Id of the thing."),
        ("headers/Trace/required", True),
        ("info/title", "Things"),
    ],
)
def test_address_leads_to_its_place(description: Description, address: str, found: object) -> None:
    """An address starts with an operation, a schema or a section, and follows references."""
    assert look_up(description.content, address) == found


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("noThing/responses", "no operation or schema 'noThing'"),
        ("readThing/responses/418", "nothing at readThing/responses/418"),
        ("listThings/parameters/after", "nothing at listThings/parameters/after"),
        ("info/title/x", "nothing at info/title/x"),
    ],
)
def test_address_that_leads_nowhere_says_where_it_ends(
    description: Description, address: str, told: str
) -> None:
    """An address of nothing is an error that names the first step that fails."""
    with pytest.raises(AddressError, match=told):
        look_up(description.content, address)


def test_words_are_quoted_wherever_white_space_falls(description: Description) -> None:
    """A quote holds word for word, whatever the line breaks."""
    assert is_quoted(description.content, "readThing", "Return one\n thing. It is")
    assert not is_quoted(description.content, "readThing", "Return a thing.")


def test_words_are_found_below_the_address(description: Description) -> None:
    """A quote may stand in any description below the address."""
    assert is_quoted(description.content, "Thing", "Id of the thing.")
