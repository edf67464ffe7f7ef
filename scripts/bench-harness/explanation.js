// Why pyperf's figure of a pair is another than this harness's: judged from measurements alone.
import { apart, reach } from './ratio.js'

/** Figures that differ by no more than this agree. */
export const tolerance = 0.05

const isNear = (log) => Math.abs(log) <= Math.log1p(tolerance)
const near = (x, y) => isNear(apart(x, y))
const reachOf = ({ halfWidth }) => Math.log1p(halfWidth)

/**
 * What the evidence at hand says. `ours`, `onSchedule` and `setUpOnce` are ratios with intervals by this
 * harness, `pyperf` is pyperf's; `loopFactor` is by what leaving the loop in moves our ratio. `byTurns` is
 * what both say when their processes take turns, `{ pyperf, ours, apart }`, the last pyperf's ratio over
 * ours; `alike` is the same with this harness's loop on pyperf's schedule and the processes of both holding
 * objects. All but the first and `pyperf` may be missing.
 *
 * Our figure is brought to pyperf's method one thing at a time: the loop, the schedule, how often a process
 * sets up (which decides where in memory things lie). The last two are causes only where they move our
 * figure beyond both intervals, and towards pyperf's. Then both are freed of the minutes between their
 * measurements, and at last of what their schedules and memory do. Each step holds how
 * far pyperf is from the figure reached (logarithms). The verdict is the first of
 * - `agrees`: pyperf is within the tolerance as it is;
 * - `loop`, `schedule`, `layout`: it is after that step;
 * - `turns`: it is when the processes of both take turns;
 * - `alike`: it is where schedule and memory are alike, too;
 * - `intervals`: the interval of the last difference holds zero, so that the two cannot be told apart;
 * - `unexplained`: none of these.
 */
export function explain({ ours, loopFactor, onSchedule, setUpOnce, pyperf, byTurns, alike }) {
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
  const take = (name, turns, found) => {
    const step = { name, ...turns, rest: Math.log(turns.apart.ratio) - found, reach: reachOf(turns.apart) }
    steps.push(step)
    return step
  }
  // The causes found move what this harness says by turns, too.
  let last = take('turns', byTurns, apart(reached, ours))
  if (isNear(last.rest)) return outcome('turns')
  if (alike) {
    last = take('alike', alike, Math.log(loopFactor))
    if (isNear(last.rest)) return outcome('alike')
  }
  return outcome(Math.abs(last.rest) <= last.reach ? 'intervals' : 'unexplained')
}
