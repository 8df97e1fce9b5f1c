// The normal law, for the explorers that need it: what lies beyond t, and where a share of it begins.
const density = (t) => Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);

// The share beyond t >= 0: near the middle by the series of the other part, far out by a continued
// fraction, so that no digits are lost where little is left.
function beyond(t) {
  if (t > 3) {
    let fraction = t;
    for (let k = 120; k > 0; k -= 1) fraction = t + k / fraction;
    return density(t) / fraction;
  }
  let [term, sum] = [t, t];
  for (let k = 3; term > 1e-18; k += 2) {
    term *= t * t / k;
    sum += term;
  }
  return 0.5 - density(t) * sum;
}

export const normalShare = (t) => (t < 0 ? beyond(-t) : 1 - beyond(t));

// By Newton's method on the logarithm, which is concave: from the middle it cannot fall short.
export function normalQuantile(share) {
  const rest = Math.min(share, 1 - share);
  let t = 0;
  for (let k = 0; k < 60; k += 1) t += Math.log(beyond(t) / rest) * beyond(t) / density(t);
  return share < 0.5 ? -t : t;
}
