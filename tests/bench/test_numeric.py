"""The benchmark compares like with like: one objective, one accuracy, judged apart from solvers."""

import mpmath
import numpy as np
import pytest

from bench.numeric.accuracy import DEFAULTS, digits, newton
from bench.numeric.failures import cases, verdict
from bench.numeric.peers import PEERS
from bench.numeric.timing import at_most
from bench.numeric.workloads import dense, ill_conditioned, one_hot, softmax, spector
from lrmath.numeric import DataError

SMALL = {
    "dense": lambda: dense(400, 5),
    "penalty": lambda: dense(300, 20, 1.0),
    "ill-conditioned": lambda: ill_conditioned(2000, 3),
    "softmax": lambda: softmax(500, 4, 3),
    "one-hot": lambda: one_hot(500, 40, 3),
    "spector": spector,
}


@pytest.mark.parametrize("name", SMALL)
def test_our_answer_is_the_minimum_of_the_objective(name):
    """Nowhere around it is the benchmark's objective lower."""
    work = SMALL[name]()
    intercept, W = PEERS[0].solve(work.X, work.y, work.l2, 0.0)
    least = work.value(intercept, W)
    rng = np.random.default_rng(0)
    for _ in range(20):
        step = 1e-3 * rng.standard_normal(W.shape) * np.abs(W)
        shift = 1e-3 * rng.standard_normal(intercept.shape)
        assert work.value(intercept + shift, W + step) > least - 1e-12 * abs(least)


def test_digits_counts_the_worst():
    """Three right digits in one entry are three for all; what is not a number has none."""
    truth = [mpmath.mpf(1), mpmath.mpf(2)]
    assert digits(np.array([1.0, 2.002]), truth) == pytest.approx(3, abs=1e-9)
    assert digits(np.array([1.0, 2.0]), truth) == 16
    assert digits(np.array([np.nan, 2.0]), truth) == 0


def test_reference_solves_the_textbook_case():
    """With one binary column the estimates are log odds and their differences."""
    x, y = np.repeat([0.0, 1.0], [5, 5]), np.array([0, 0, 0, 1, 1, 0, 1, 1, 1, 1])
    beta, errors = newton(x[:, None], y)
    with mpmath.workdps(50):
        assert abs(beta[0] - mpmath.log(mpmath.mpf(2) / 3)) < 1e-45
        assert abs(beta[1] - mpmath.log(6)) < 1e-45
        assert abs(errors[0] - mpmath.sqrt(mpmath.mpf(1) / 2 + mpmath.mpf(1) / 3)) < 1e-45


def test_verdicts():
    """Errors, warnings, silence, and right or wrong answers are told apart."""
    truth = [mpmath.mpf(1)]

    def refuses(X, y):
        raise DataError("no")

    def answers(X, y):
        return np.array([X]), None

    assert verdict(refuses, 1.0, None, None) == "DataError"
    assert verdict(answers, 1.0, None, None) == "silent"
    assert verdict(answers, 1.0, None, truth) == "right"
    assert verdict(answers, 1.1, None, truth) == "wrong, silently"


@pytest.mark.parametrize("name", [name for name, case in cases().items() if not case[2]])
def test_cases_without_an_estimate_have_none(name):
    """What the table expects to be refused is refused here, with the package's own error."""
    X, y, _ = cases()[name]
    with pytest.raises(DataError):
        DEFAULTS["lrmath"](X, y)


def test_a_solver_that_takes_too_long_is_stopped():
    """Processor time is what counts, and the clock is off afterwards."""

    def never_ends():
        while True:
            pass

    with pytest.raises(TimeoutError), at_most(0.05):
        never_ends()
    with at_most(10):
        pass
