// The comparison as text.
import { median } from '../../packages/bench/dist/run/median.js'
import { tolerance } from './explanation.js'
import { geometric } from './ratio.js'

const percent = (fraction) => `${(fraction * 100).toFixed(1)} %`
const figure = ({ ratio, halfWidth }) => `${ratio.toPrecision(4)} ± ${percent(halfWidth)}`
/** A distance in logarithms, as a share, without its sign. */
const share = (log) => percent(Math.expm1(Math.abs(log)))
const duration = (seconds) =>
  seconds < 1e-6 ? `${(seconds * 1e9).toPrecision(3)} ns` : `${(seconds * 1e6).toPrecision(3)} µs`
const row = (...cells) => cells.map((text, n) => (n === 0 ? text.padEnd(14) : text.padStart(20))).join('')

/** Ratios, wall time and widths of the three methods. */
export function* methodLines(results, wall) {
  yield row('pair (a/b)', 'this harness', 'pyperf', 'not interleaved')
  for (const { block, ours, pyperf, sequential } of results) {
    yield row(block, figure(ours), figure(pyperf), figure(sequential))
  }
  yield row('wall time', ...['ours', 'pyperf', 'sequential'].map((key) => `${wall[key].toFixed(1)} s`))
  for (const [method, name, of] of [
    ['pyperf', 'pyperf', (result) => result.pyperf],
    ['sequential', 'not interleaved', (result) => result.sequential],
  ]) {
    const time = (wall[method] / wall.ours).toFixed(1)
    const width = geometric(results.map((result) => of(result).halfWidth / result.ours.halfWidth)).toFixed(2)
    const away = percent(median(results.map((result) => Math.abs(of(result).ratio / result.ours.ratio - 1))))
    yield `${name}: ${time}× the wall time, intervals ${width}× as wide, figures ${away} away (median)`
  }
}

const verdicts = {
  loop: 'explained: the loop left in accounts for it',
  schedule: 'explained: the loop and the schedule account for it',
  layout: 'explained: where things lie in memory, with the loop and the schedule, accounts for it',
  turns: 'explained: the machine changed between the measurements; by turns the two agree',
  alike: 'explained: with the schedule and what a process holds in memory alike, the two agree',
  intervals: 'within the interval of the difference: too wide to be told apart',
  unexplained: 'NOT EXPLAINED',
}

/** Why a pair's figures are apart, each cause with its numbers; nothing where they agree. */
export function* explanationLines({ block, costs, schedules, explanation }) {
  const { verdict, steps } = explanation
  if (verdict === 'agrees') return
  yield `${block}: pyperf's figure is ${share(steps[0].rest)} away`
  for (const step of steps) {
    switch (step.name) {
      case 'loop': {
        const [a, b, empty] = costs
        yield `  pyperf leaves the loop in: ${duration(empty)} a pass, over ${duration(a)} and ${duration(b)}.`
        yield `    With it this harness says ${figure(step.figure)}; ${share(step.rest)} left`
        break
      }
      case 'schedule': {
        const { processes, values } = schedules[0]
        const lengths = schedules.map(({ seconds }) => seconds.toFixed(2)).join(' and ')
        yield `  pyperf runs one benchmark a process, ${values} values of ${lengths} s. This harness's loop on that schedule, ${processes} processes`
        yield `    of each by turns, loop left in, says ${figure(step.figure)}: ${effect(step)}`
        break
      }
      case 'layout':
        yield `  The same with one set-up a process, so that things lie elsewhere in memory, says ${figure(step.figure)}:`
        yield `    ${effect(step)}`
        break
      case 'turns':
        yield `  By turns, a process of each after the other, pyperf says ${figure(step.pyperf)} and this harness ${figure(step.ours)};`
        yield `    ${share(step.rest)} left, and the interval of the difference is ± ${share(step.reach)}`
        break
      case 'alike':
        yield `  By turns, with this harness's loop on pyperf's schedule and the processes of both holding objects, as programs do,`
        yield `    pyperf says ${figure(step.pyperf)} and this harness, the loop taken off, ${figure(step.ours)};`
        yield `    ${share(step.rest)} left with the loop, and the interval of the difference is ± ${share(step.reach)}`
    }
  }
  yield `  ${verdicts[verdict]}`
}

function effect({ moved, cause, rest }) {
  if (cause) return `moved beyond the intervals; ${share(rest)} left`
  if (moved) return `moved beyond the intervals, but away, by ${share(rest)}, so not the cause`
  return 'not moved beyond the intervals, so not the cause'
}

/** How many pairs agree, are explained, and are not. */
export function* summaryLines(results) {
  const names = (...wanted) =>
    results.filter(({ explanation }) => wanted.includes(explanation.verdict)).map(({ block }) => block)
  const line = (text, blocks) =>
    `${blocks.length} ${text}${blocks.length > 0 ? `: ${blocks.join(', ')}` : ''}`
  yield `of ${results.length} pairs, against pyperf:`
  yield `  ${line(`agree within ${tolerance * 100} %`, names('agrees'))}`
  yield `  ${line('explained by method', names('loop', 'schedule', 'layout', 'alike'))}`
  yield `  ${line(`agree within ${tolerance * 100} % once the processes of both take turns`, names('turns'))}`
  yield `  ${line('too wide to be told apart', names('intervals'))}`
  yield `  ${line('not explained', names('unexplained'))}`
}
