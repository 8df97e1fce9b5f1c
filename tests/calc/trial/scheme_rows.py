"""Shapes of theorems: left side ~ relation and right side ~ reasons; words in braces are slots.

``T`` is a variable that varies smoothly, ``S`` and ``U`` are scalars, ``P`` is positive, ``Q`` at
least nonnegative, ``b`` binary, ``L`` the variable that moves; ``A`` and ``B`` are formulas, ``V``
is a value; ``k`` and ``j`` run over the axis of ``v`` and ``w``, up to ``n``; ``z`` is any name for
the index of a sum; ``f`` is a function of one variable, ``d`` a definition, ``a`` one with an
index; ``x``, ``y`` and ``X`` are whole vectors and a matrix; ``H`` and ``h`` are the sides of a
hypothesis. A right side that is left open is what the reasons make of the left side.
"""

ROWS = """\
D({S}, {T}) ~ = 0 ~ calculus
D({S}*{T}, {T}) ~ = {S} ~ calculus
D({S} + {T}, {T}) ~ = 1 ~ calculus
D({T}**2, {T}) ~ = 2*{T} ~ calculus
D({T}, {T}) ~ = 1 ~ calculus
D({d}*{T}, {T}) ~ = {d} ~ calculus
D({d}, {T}) ~ = ~ calculus
D({d}, {T}) ~ = ~ definition {d}, calculus
D({f}({T}), {T}) ~ = ~ definition {f}, calculus
D({f}({S}*{T}), {T}) ~ = ~ calculus
D({A}, {T}) ~ = ~ calculus
D({A}, {T}, {T2}) ~ = ~ calculus
D({S}*sqrt({P}), {P}) ~ = ~ calculus
D(sqrt({T}**2 + {Q}), {T}) ~ = ~ calculus
D({A}, {v}[{j}]) ~ = ~ calculus
D(Sum({v}[{k}]*{S}, {k}), {v}[{j}]) ~ = {S} ~ calculus, algebra
D(Sum({v}[{k}]*{w}[{k}], {k}), {v}[{j}]) ~ = {w}[{j}] ~ calculus, algebra
D(At({S}*{T}, {T}, {U}), {U}) ~ = {S} ~ calculus
D(At({A}, {T}, {U}), {U}) ~ = ~ calculus
At({S}, {T}, {V}) ~ = {S} ~ calculus
At({S} + {T}, {T}, {V}) ~ = {S} + {V} ~ calculus
At({S}*{T}, {T}, {U}) ~ = {S}*{U} ~ calculus
At({T}**2, {T}, {U}) ~ = {U}**2 ~ calculus
At(sqrt({T}**2)*{S}, {T}, {U}) ~ = sqrt({U}**2)*{S} ~ calculus
At({A}, {T}, {V}) ~ = ~ calculus
At(D({A}, {T}), {T}, {V}) ~ = ~ calculus
At({d} + {S}, {T}, {V}) ~ = ~ definition {d}, calculus
At(Sum({v}[{k}]*{S}, {k}), {v}, 0) ~ = 0 ~ calculus, algebra
At(Sum({v}[{k}], {k}), {v}, {w}) ~ = Sum({w}[{k}], {k}) ~ calculus
At({A}, {v}, {w}) ~ = ~ calculus
D(Sum({v}[{k}]*{w}[{k}], {k}), {x}) ~ = {y} ~ calculus, algebra
D({S}*({x} @ {y}), {x}) ~ = {S}*{y} ~ calculus, algebra
At({S}*{x}, {x}, {y}) ~ = {S}*{y} ~ calculus
At({A}, {x}, {y}) ~ = ~ calculus
{x} @ {y} ~ = {y} @ {x} ~ algebra
{S}*({x} + {y}) ~ = {S}*{x} + {S}*{y} ~ algebra
{X} @ ({S}*{x}) ~ = {S}*({X} @ {x}) ~ algebra
({X}.T).T ~ = {X} ~ algebra
{x}*{x} ~ >= 0 ~ positivity
{n}*{S} ~ = Sum({S}, ({z}, 1, {n})) ~ algebra
{n}*{S} ~ = Sum({S}, {k}) ~ algebra
Sum({S}*{v}[{z}], ({z}, 1, {n})) ~ = {S}*Sum({v}[{z}], ({z}, 1, {n})) ~ algebra
Sum({S}, ({z}, 2, {n})) ~ = ({n} - 1)*{S} ~ algebra
Sum({A}, ({z}, 2, {n})) ~ = Sum({A}, ({z}, 1, {n})) - {B} ~ algebra
{S}**{n} ~ = Product({S}, ({z}, 1, {n})) ~ algebra
Product({S}*{v}[{k}], {k}) ~ = {S}**{n}*Product({v}[{k}], {k}) ~ algebra
Sum({S} + {v}[{k}], {k}) ~ = {n}*{S} + Sum({v}[{k}], {k}) ~ algebra
Sum({S}*{A}, {k}) ~ = {S}*Sum({A}, {k}) ~ algebra
Sum(KroneckerDelta({k}, {j})*{v}[{k}], {k}) ~ = {v}[{j}] ~ algebra
Sum(KroneckerDelta({k}, {j})*{S}, {k}) ~ = {S} ~ algebra
Sum({z}, ({z}, 1, {n})) ~ = {n}*({n} + 1)/2 ~ induction {n}
Sum({S}*{z}, ({z}, 1, {n})) ~ = {S}*{n}*({n} + 1)/2 ~ induction {n}
{S} - {S} ~ = 0 ~ algebra
{S} + 0 ~ = {S} ~ algebra
0*{S} ~ = 0 ~ algebra
{S}*{P}/{P} ~ = {S} ~ algebra
{S}**2 - {U}**2 ~ = ({S} - {U})*({S} + {U}) ~ algebra
({S} + {U})**2 ~ = {S}**2 + 2*{S}*{U} + {U}**2 ~ algebra
sqrt({Q}**2) ~ = {Q} ~ algebra
sqrt({Q})**2 ~ = {Q} ~ algebra
log({P}**2) ~ = 2*log({P}) ~ algebra
log({P}*{P2}) ~ = log({P}) + log({P2}) ~ algebra
exp(log({P})) ~ = {P} ~ algebra
log(exp({S})) ~ = {S} ~ algebra
exp({S} + {U}) ~ = exp({S})*exp({U}) ~ algebra
{P}**{S} ~ = exp({S}*log({P})) ~ algebra
{b}**2 ~ = {b} ~ cases
{b}*(1 - {b}) ~ = 0 ~ cases
{b}*{S}**2 ~ = ({b}*{S})**2 ~ cases
{f}({S}) ~ = ~ definition {f}
{f}({b}) ~ = ~ definition {f}
{d} ~ = ~ definition {d}
{a}[{k}] ~ = ~ definition {a}
Sum({a}[{k}]*{v}[{k}], {k}) ~ = ~ definition {a}
Sum({S}*{a}[{k}], {k}) ~ = {S}*Sum({a}[{k}], {k}) ~ algebra
D({a}[{k}]*{T}, {T}) ~ = {a}[{k}] ~ calculus
D({a}[{k}], {T}) ~ = ~ definition {a}, calculus
D({a}[{k}], {v}[{j}]) ~ = ~ definition {a}, calculus
At({a}[{k}], {T}, {V}) ~ = ~ definition {a}, calculus
{d} + {S} ~ = ~ definition {d}
Sum({d}*{v}[{k}], {k}) ~ = {d}*Sum({v}[{k}], {k}) ~ algebra
{A} ~ = ~ algebra
{A} + {B} ~ = {B} + {A} ~ algebra
{H}
{H}
{H} + {S} ~ = {h} + {S} ~ given
{S}*{H} ~ = {S}*{h} ~ given
{H} ~ = {h} ~ given
{h} ~ = {H} ~ given
exp({H}) ~ > exp({h}) ~ given
{H} - {h} ~ > 0 ~ given, positivity
{A} ~ = ~ given
{S} ~ = ~ given
{T}**2 ~ >= 0 ~ positivity
exp({S}) ~ > 0 ~ positivity
{P} ~ > 0 ~ positivity
{Q} ~ >= 0 ~ positivity
{d} ~ > 0 ~ positivity
{f}({S}) ~ > 0 ~ positivity
{f}({S}) ~ >= 0 ~ positivity
{w}[{k}]*{S}**2 ~ >= 0 ~ positivity
Sum({S}**2, {k}) ~ >= 0 ~ positivity
Sum({S}**2*{P}, ({z}, 2, {n})) ~ >= 0 ~ positivity
Sum(exp({v}[{k}]), {k}) ~ > 0 ~ positivity
1 - 1/(1 + exp({S})) ~ < 1 ~ positivity
exp({T}) ~ >= 1 + {T} ~ convexity {T} at 0
log({P}) ~ <= {P} - 1 ~ convexity {P} at 1
{T}**2 ~ >= 2*{S}*{T} - {S}**2 ~ convexity {T} at {S}
exp({T}) ~ >= 1 + {T} ~ monotonicity {T} at 0
exp({T}) ~ >= exp({S}) + exp({S})*({T} - {S}) ~ convexity {T} at {S}
({T} - {S})**2 ~ >= 0 ~ convexity {T} at {S}
({T} - {S})**4 ~ >= 0 ~ monotonicity {T} at {S}
sqrt({T}**2) ~ >= 0 ~ convexity {T} at 0
{T}*{P} ~ >= {S}*{P} ~ convexity {T} at {S}
({T} - {S})**2*{A} ~ >= 0 ~ convexity {T} at {S}
{f}({T}) ~ >= {f}({S}) ~ monotonicity {T} at {S}
{H}*{P} ~ >= {h}*{P} ~ given
{S} = {U} ~ <=> {S} - {U} = 0 ~ both sides
{P}*{S} > {P}*{U} ~ <=> {S} > {U} ~ both sides
exp({S}) = {P} ~ <=> {S} = log({P}) ~ both sides
{S}*{U} = 0 ~ <=> {U}*{S} = 0 ~ algebra
{S}*{U} = {U} ~ <=> {S} = 1 ~ both sides
{S}**2 = {U}**2 ~ <=> {S} = {U} ~ both sides
{P}**2 = {P2}**2 ~ <=> {P} = {P2} ~ both sides
{S}/{P} < {U} ~ <=> {S} < {U}*{P} ~ both sides
{S} <= {U} ~ <=> -{S} >= -{U} ~ both sides
{H} = {S} ~ <=> {h} = {S} ~ given
D({T}**2, {T}) = {S} ~ <=> 2*{T} = {S} ~ calculus
{S}/{L} ~ -> 0 ~ limit
{S} + 1/{L} ~ -> {S} ~ limit
{S}*exp(-{L}) ~ -> 0 ~ limit
{S}*{L} ~ -> ~ limit
{L}**2 + {S} ~ -> ~ limit
{A} ~ -> ~ limit
{d}/(1 + {L}**2) ~ -> 0 ~ limit
{f}({L}) ~ -> ~ limit
{f}({S}) + exp({L}) ~ -> ~ limit
{n}*{L} ~ -> ~ limit"""
SCHEMES = ROWS.splitlines()
LIMITS = [row for row in SCHEMES if "~ ->" in row]
SUPPOSED = [row for row in SCHEMES if "{H}" in row or "given" in row]
VARYING = [row for row in SCHEMES if row.startswith(("D(", "At("))]
OTHERS = [row for row in SCHEMES if row not in {*LIMITS, *SUPPOSED, *VARYING}]
