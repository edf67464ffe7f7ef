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
 * ours; `heapInUse` is the same with pyperf's processes holding objects, and `effect`, by how many times
 * that changes pyperf's ratio. All but the first and `pyperf` may be missing.
 *
 * Our figure is brought to pyperf's method one thing at a time: the loop, the schedule, how often a process
 * sets up (which decides where in memory things lie). The last two are causes only where they move our
 * figure beyond both intervals, and towards pyperf's. Then both are freed of the minutes between their
 * measurements, and pyperf's processes of their empty memory; the last, too, is a cause only where its effect
 * is beyond its interval, and towards ours. Each step holds how far pyperf is from the figure reached
 * (logarithms). The verdict is the first of
 * - `agrees`: pyperf is within the tolerance as it is;
 * - `loop`, `schedule`, `layout`: it is after that step;
 * - `turns`: it is when the processes of both take turns;
 * - `heap`: it is when its processes hold objects, too;
 * - `intervals`: the interval of the difference by turns holds zero, so that the two cannot be told apart;
 * - `unexplained`: none of these.
 */
export function explain({ ours, loopFactor, onSchedule, setUpOnce, pyperf, byTurns, heapInUse }) {
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
  // The causes found move what this harness says by turns, too.
  const found = apart(reached, ours)
  const left = (turns) => ({
    ...turns,
    rest: Math.log(turns.apart.ratio) - found,
    reach: reachOf(turns.apart),
  })
  const turns = { name: 'turns', ...left(byTurns) }
  steps.push(turns)
  if (isNear(turns.rest)) return outcome('turns')

  let last = turns
  if (heapInUse) {
    const effect = Math.log(heapInUse.effect.ratio)
    const heap = { name: 'heap', ...left(heapInUse) }
    heap.moved = Math.abs(effect) > reachOf(heapInUse.effect)
    heap.cause = heap.moved && Math.abs(heap.rest) < Math.abs(heap.rest - effect)
    steps.push(heap)
    if (heap.cause && isNear(heap.rest)) return outcome('heap')
    if (heap.cause) last = heap
  }
  return outcome(Math.abs(last.rest) <= last.reach ? 'intervals' : 'unexplained')
}
