"""What is kept about peers can be read, and fits the rule book."""

import pytest

from contract_tests.peers.peers import PEERS, Peer
from fine_tuning_contract import places
from fine_tuning_contract.conformance import read_setup, rule_book
from fine_tuning_contract.conformance.deviations import read_deviations

_EVERY_PEER = pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)


@_EVERY_PEER
def test_setup_can_be_read(peer: Peer) -> None:
    """The setup file of a peer is one."""
    assert read_setup(peer.setup).patience > 0


@_EVERY_PEER
def test_deviations_name_rules(peer: Peer) -> None:
    """Each deviation of a peer names a rule of the book, and has a reason."""
    ids = [rule.id for rule in rule_book(places.rules())]

    assert all(entry.reason for entry in read_deviations(peer.deviations, ids))


@_EVERY_PEER
def test_deviations_name_each_rule_once(peer: Peer) -> None:
    """No rule is listed twice: of two reasons, one would never be read."""
    ids = [rule.id for rule in rule_book(places.rules())]
    listed = [entry.rule for entry in read_deviations(peer.deviations, ids)]

    assert sorted(listed) == sorted(set(listed))
