"""The arithmetic of the last digits."""

import numpy as np

#: The widest hardware format: 64 bits of precision on x86, 113 on some, 53 where there is none.
Extended = np.longdouble
#: Standard deviations of the modelled rounding error that are taken for its size; measured against
#: 50-digit solutions, two are exceeded at times, because sums and products round as well.
CAUTION = 8
