// Why pyperf's figure of a pair is another than this harness's: judged from measurements alone.
import { apart, geometric, reach, unpairedRatio } from './ratio.js'

/** Figures that differ by no more than this agree. */
export const tolerance = 0.05

const near = (x, y) => Math.abs(apart(x, y)) <= Math.log1p(tolerance)

/**
 * What the evidence at hand says. `ours` and `onSchedule` are ratios with intervals by this harness,
 * `pyperf` the ratios of pyperf's runs in the order taken (with the `logs` they were made from), and
 * `loopFactor` is by what leaving the loop in moves our ratio. `loopFactor` and `onSchedule` may be missing.
 *
 * Our figure is brought to pyperf's method one thing at a time: first the loop, then the schedule. The
 * schedule is a cause only where it moves our figure beyond both intervals, and towards pyperf's. Each
 * step holds the figure reached and how far pyperf is from it (logarithms). The verdict is the first of
 * - `agrees`: pyperf is within the tolerance as it is;
 * - `loop`, `schedule`: it is after that step;
 * - `repeats`: pyperf's runs together are, or lie on both sides of our figure; that they lie far from
 *   each other is not enough, or the worst scatter would excuse the largest difference;
 * - `intervals`: the interval of the difference holds zero, so that the two cannot be told apart;
 * - `unexplained`: none of these.
 */
export function explain({ ours, loopFactor, onSchedule, pyperf }) {
  const [first] = pyperf
  const steps = [{ name: 'ours', figure: ours, rest: apart(first, ours) }]
  const reached = () => steps.findLast((step) => step.cause !== false)
  const outcome = (verdict) => ({ verdict, steps })
  if (near(first, ours)) return outcome('agrees')

  if (loopFactor !== undefined) {
    const figure = { ...ours, ratio: ours.ratio * loopFactor }
    steps.push({ name: 'loop', figure, rest: apart(first, figure) })
    if (near(first, figure)) return outcome('loop')
    if (onSchedule) {
      const scheduled = { ...onSchedule, ratio: onSchedule.ratio * loopFactor }
      const rest = apart(first, scheduled)
      const moved = Math.abs(apart(scheduled, figure)) > reach(scheduled, figure)
      const cause = moved && Math.abs(rest) < Math.abs(apart(first, figure))
      steps.push({ name: 'schedule', figure: scheduled, rest, moved, cause })
      if (cause && near(first, scheduled)) return outcome('schedule')
    }
  }
  if (pyperf.length < 2) return outcome('unexplained')

  const { figure } = reached()
  const together = pool(pyperf)
  const rest = apart(together, figure)
  const distances = pyperf.map((run) => apart(run, figure))
  const [least, most] = [Math.min(...distances), Math.max(...distances)]
  const agrees = near(together, figure)
  steps.push({
    name: 'repeats',
    figure: together,
    rest,
    agrees,
    spread: most - least,
    reach: reach(together, figure),
  })
  if (agrees || (least <= 0 && most >= 0)) return outcome('repeats')
  if (Math.abs(rest) <= reach(together, figure)) return outcome('intervals')
  return outcome('unexplained')
}

/** pyperf's runs as one: the mean of their figures, and the interval of all their processes. */
function pool(runs) {
  const { halfWidth } = unpairedRatio(
    runs.flatMap((run) => run.logs[0]),
    runs.flatMap((run) => run.logs[1]),
  )
  return { ratio: geometric(runs.map((run) => run.ratio)), halfWidth }
}
