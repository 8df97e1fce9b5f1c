"""Halving a step until it descends, also where the descent drowns in rounding errors."""

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective

#: The part of the decrease predicted by the slope that a step must achieve (L. Armijo, 1966).
SUFFICIENT = 1e-4
#: The part of the slope that may be left, with its sign changed, when values cannot be told apart.
FLAT = 0.9
#: Relative size of differences of the objective that are taken for rounding errors.
ROUNDING = 1e-13
#: The part of the slope that is left where a step was far too short: a Newton step leaves 1/e of it
#: if the slope falls exponentially, and next to nothing near the minimum.
STEEP = 0.25
#: Doublings of such a step.
DOUBLINGS = 10
#: Halvings before giving up: the step is then a billionth of the full one.
HALVINGS = 30


def backtrack(objective: Objective, point: Point, direction: Array, order: int = 1) -> Point | None:
    """Return the first of the points beta + d, beta + d/2, ... that descends, or None.

    Derivatives up to ``order`` are evaluated there.
    """
    for k in range(HALVINGS):
        length = 0.5**k
        candidate = Point.at(objective, point.beta + length * direction, order)
        if _descends(point, candidate, direction, length):
            return candidate
    return None


def lengthen(objective: Objective, point: Point, direction: Array) -> Point | None:
    """Return the point that ``backtrack`` finds, or one further on if the slope there is as steep.

    Where the likelihood is nearly flat its slope falls like e^{-t}, and Newton's step is 1 in t
    however far the minimum is. Doubled steps get there in logarithmically many.
    """
    found = backtrack(objective, point, direction)
    if found is None or found.gradient @ direction > STEEP * (point.gradient @ direction):
        return found
    for k in range(1, DOUBLINGS):
        further = Point.at(objective, point.beta + 2.0**k * direction)
        if not (further.is_finite() and float(further.gradient @ direction) <= 0):
            break
        found = further
    return found


def _descends(point: Point, candidate: Point, direction: Array, length: float) -> bool:
    """Test the decrease of the value; where that is rounding error, test the slope instead.

    Near the minimum values agree in all digits while gradients still tell, so a test in the manner
    of W. W. Hager and H. Zhang (SIAM J. Optim. 16, 2005, 170: approximate Wolfe condition) takes
    over. The objective is convex: a slope that is still negative proves that the value has fallen.
    """
    if not candidate.is_finite():
        return False
    slope, noise = float(point.gradient @ direction), ROUNDING * abs(point.value)
    if candidate.value > point.value + noise:
        return False
    falls = candidate.value <= point.value + SUFFICIENT * length * slope
    if falls and -length * slope > noise:  # else it may fall by chance
        return True
    return float(candidate.gradient @ direction) <= FLAT * abs(slope)
