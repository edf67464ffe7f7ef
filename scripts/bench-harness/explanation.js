// Why pyperf's figure of a pair is another than this harness's: judged from measurements alone.
import { apart, reach } from './ratio.js'

/** Figures that differ by no more than this agree. */
export const tolerance = 0.05

const near = (x, y) => Math.abs(apart(x, y)) <= Math.log1p(tolerance)

/**
 * What the evidence at hand says. `ours`, `onSchedule` and `setUpOnce` are ratios with intervals by this
 * harness, `pyperf` is pyperf's and `byTurns` what pyperf says when its processes of the two members take
 * turns; `loopFactor` is by what leaving the loop in moves our ratio. All but the first and `pyperf` may be
 * missing.
 *
 * Our figure is brought to pyperf's method one thing at a time: the loop, the schedule, how often a process
 * sets up (which decides where in memory things lie). The last two are causes only where they move our
 * figure beyond both intervals, and towards pyperf's. Then pyperf's is freed of the minutes between its two
 * measurements. Each step holds the figure reached and how far pyperf is from it (logarithms). The verdict
 * is the first of
 * - `agrees`: pyperf is within the tolerance as it is;
 * - `loop`, `schedule`, `layout`: it is after that step;
 * - `turns`: it is when its processes take turns;
 * - `intervals`: the interval of that difference holds zero, so that the two cannot be told apart;
 * - `unexplained`: none of these.
 */
export function explain({ ours, loopFactor, onSchedule, setUpOnce, pyperf, byTurns }) {
  const steps = [{ name: 'ours', figure: ours, rest: apart(pyperf, ours) }]
  const outcome = (verdict) => ({ verdict, steps })
  if (near(pyperf, ours)) return outcome('agrees')
  if (loopFactor === undefined) return outcome('unexplained')

  const withLoop = (figure) => ({ ...figure, ratio: figure.ratio * loopFactor })
  let reached = withLoop(ours)
  steps.push({ name: 'loop', figure: reached, rest: apart(pyperf, reached) })
  if (near(pyperf, reached)) return outcome('loop')

  for (const [name, found] of [
    ['schedule', onSchedule],
    ['layout', setUpOnce],
  ]) {
    if (!found) continue
    const figure = withLoop(found)
    const rest = apart(pyperf, figure)
    const moved = Math.abs(apart(figure, reached)) > reach(figure, reached)
    const cause = moved && Math.abs(rest) < Math.abs(apart(pyperf, reached))
    steps.push({ name, figure, rest, moved, cause })
    if (!cause) continue
    if (near(pyperf, figure)) return outcome(name)
    reached = figure
  }

  if (!byTurns) return outcome('unexplained')
  const rest = apart(byTurns, reached)
  steps.push({ name: 'turns', figure: byTurns, rest, reach: reach(byTurns, reached) })
  if (near(byTurns, reached)) return outcome('turns')
  return outcome(Math.abs(rest) <= reach(byTurns, reached) ? 'intervals' : 'unexplained')
}
