import sys

import numpy as np
import pytest

from benchmarks.graph import connected_piece, cut_out, is_connected
from benchmarks.peers.power import power_diagram, reconnected
from benchmarks.peers.register import PEERS, Peer, solver_of, version_of
from benchmarks.score import Request, marks, total
from tests.benchmarks.lattice import lattice

QUARTERS = Request(count=4, low=80, high=120, target=100)


def test_two_halves_of_a_lattice_have_the_figures_worked_out_by_hand():
    units = lattice(4, 2)
    found = marks(units, np.array([0, 0, 1, 1] * 2))
    assert found.size.tolist() == [40, 40]
    assert found.round_ == pytest.approx([np.pi / 4] * 2)
    assert (found.cut, found.priced, found.shared) == (200, 200, 0)
    assert not found.broken.any()
    score = total([found], Request(count=2, low=30, high=45, target=50))
    assert (score.in_bounds, score.deviation_mean, score.priced_cut_km) == (1.0, pytest.approx(0.2), 0.2)


def test_a_grid_in_two_places_is_broken():
    assert marks(lattice(3, 1), np.array([0, 1, 0])).broken.tolist() == [True, False]


def test_names_of_labels_do_not_matter():
    units = lattice(4, 2)
    one, other = marks(units, np.array([7, 7, 2, 2] * 2)), marks(units, np.array([1, 1, 0, 0] * 2))
    assert one.size.tolist() == other.size.tolist()
    assert one.cut == other.cut


def test_a_piece_cut_out_has_its_lost_borders_as_outline():
    piece = cut_out(lattice(3, 3), np.array([4, 5]))
    assert piece.outline.tolist() == [300, 300]
    assert piece.edge.tolist() == [[0, 1]]


def test_a_connected_piece_hangs_together_and_has_the_asked_size():
    units = lattice(6, 6)
    members = connected_piece(units, 14, 11)
    assert len(members) == 11
    assert 14 in members
    assert is_connected(units, members)


@pytest.mark.parametrize("seed", range(5))
def test_a_power_diagram_reconnected_is_connected_and_even(seed):
    units = lattice(8, 5)
    found = marks(units, power_diagram(units, QUARTERS, seed))
    assert not found.broken.any()
    assert found.size.sum() == 400
    assert found.size.max() <= 140


def test_strays_join_a_grid_beside_them():
    label = reconnected(lattice(5, 1), np.array([0, 1, 1, 1, 0]), 2)
    assert label.tolist() == [0, 1, 1, 1, 1]


# Their own warnings are theirs: what is tested is that each answers in our form.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("peer", [peer for peer in PEERS if solver_of(peer)], ids=lambda peer: peer.entry)
def test_every_peer_that_is_installed_gives_each_unit_a_grid(peer):
    units = lattice(8, 5)
    solve = solver_of(peer)
    assert solve is not None
    label = solve(units, QUARTERS, 1)
    assert label.shape == (40,)
    assert label.min() >= 0
    found = marks(units, label)
    assert found.size.sum() == 400
    assert 2 <= len(found.size) <= 5


def test_a_peer_that_is_not_installed_is_told_and_invents_nothing(monkeypatch):
    peer = Peer("Nobody", "metis", "contiguous", "nobody-has-this", "")
    monkeypatch.setitem(sys.modules, "pymetis", None)
    monkeypatch.delitem(sys.modules, "benchmarks.peers.metis", raising=False)
    assert solver_of(peer) is None
    assert version_of(peer) == ""
