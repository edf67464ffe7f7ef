/**
 * Probability that Student's t with so many degrees of freedom is at most `x`, by the incomplete beta function
 * (DLMF 8.17; Abramowitz & Stegun 26.7.1).
 */
export function studentCdf(x: number, freedom: number): number {
  const tail = incompleteBeta(freedom / (freedom + x * x), freedom / 2, 1 / 2) / 2
  return x > 0 ? 1 - tail : tail
}

const quantiles = new Map<string, number>()

/** The value that Student's t exceeds with a probability of 1 − p; the same few are asked for again and again. */
export function studentQuantile(p: number, freedom: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, freedom)
  const key = `${p} ${freedom}`
  const known = quantiles.get(key) ?? findQuantile(p, freedom)
  quantiles.set(key, known)
  return known
}

/** By Newton's method from the middle: the distribution is concave above it, so that no step goes too far. */
function findQuantile(p: number, freedom: number): number {
  const atZero = Math.exp(logGamma((freedom + 1) / 2) - logGamma(freedom / 2)) / Math.sqrt(freedom * Math.PI)
  for (let x = 0, steps = 0; ; steps++) {
    const density = atZero * (1 + (x * x) / freedom) ** (-(freedom + 1) / 2)
    const next = x + (p - studentCdf(x, freedom)) / density
    if (!(next > x) || steps > 500) return x
    x = next
  }
}

/** The regularised incomplete beta function of `x` in [0, 1], by its continued fraction (DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1
  // The fraction converges quickly on one side of the mean alone.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b) - Math.log(a),
  )
  // Lentz's method: the fraction as a product that is carried on until a factor is one.
  let [c, d, product] = [1, 1 / (1 - ((a + b) * x) / (a + 1)), 1 / (1 - ((a + b) * x) / (a + 1))]
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let factor = 1
    for (const term of [even, odd]) {
      d = 1 / (1 + term * d)
      c = 1 + term / c
      factor = c * d
      product *= factor
    }
    if (Math.abs(factor - 1) < 1e-15) break
  }
  return front * product
}

/** Coefficients of Lanczos' approximation with g = 7 (Godfrey 2001). */
const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/** Logarithm of the gamma function of x ≥ 1/2. */
function logGamma(x: number): number {
  const sum = lanczos.reduce(
    (total, coefficient, n) => total + (n === 0 ? coefficient : coefficient / (x - 1 + n)),
    0,
  )
  const base = x + 6.5
  return Math.log(Math.sqrt(2 * Math.PI) * sum) + (x - 0.5) * Math.log(base) - base
}
