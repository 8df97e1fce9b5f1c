"""Theorems of one context cited in others: of thousands of random claims no wrong one is accepted.

pytest tests/calc/test_citing_claims.py                             a thousand claims
CITING_CLAIMS=1000000 pytest -m slow tests/calc/test_citing_claims.py    a million
cd tests/calc && python -m trial.citing 1000000 --processes 2       the same, with progress
"""

from __future__ import annotations

import os

import pytest
from trial.attack import Attack
from trial.citing import Tally, judged, tally_of
from trial.weakening import WEAKER, Weaker, weakened

SEEDS, SHARDS = 12, 20
CLAIMS = int(os.environ.get("CITING_CLAIMS", "100000"))  # of the slow run
PATIENCE = 300  # seeds in which a weakened checker must be found out


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_wrong_claim_is_accepted(seed: int) -> None:
    """Three contexts, their theorems, and a hundred claims that cite them."""
    stands(tally_of(seed))


def stands(tally: Tally) -> None:
    """No fault, and enough that was judged to say so."""
    assert not tally.faults, "\n".join(tally.faults)
    counts = tally.counts
    assert counts["claims"] >= 10
    assert counts["not judged"] == 0


def test_a_fair_share_is_accepted_and_refuted() -> None:
    """Claims that the kernel never accepts would not try it."""
    counts = judged(1000, range(100, 200)).counts
    assert 0.15 < counts["proofs"] / counts["claims"] < 0.6
    assert counts["undecided"] > counts["claims"] / 10
    assert counts["refutations"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_many_claims(shard: int) -> None:
    """As many as the environment says, a twentieth at a time."""
    first = 100_000 * (1 + shard)
    stands(judged(CLAIMS // SHARDS, range(first, first + 100_000)))


@pytest.mark.slow
@pytest.mark.parametrize("weaker", WEAKER, ids=str)
def test_a_weakened_checker_is_found_out(weaker: Weaker) -> None:
    """Without any one of its precautions, the checker accepts a wrong claim before long."""
    with weakened(weaker):
        assert any(next(Attack(seed).run(), None) for seed in range(PATIENCE))
