import type { Block, Run } from '../run/run.ts'
import { type Impossibility, placeIn } from './impossibility.ts'
import { type Series, seriesOf } from './series.ts'

/** What the harness draws hash seeds and paddings below; see `worker-process.ts`. */
const seeds = 2 ** 32
const paddings = 4096

/** Counts of processes, passes, set-ups and loops that do not fit each other, or what the harness takes. */
export function impossibleShape({ blocks }: Run): Impossibility[] {
  return blocks.flatMap((block, index) => {
    const series = seriesOf(block)
    return [
      ...counts(block, series),
      ...series.flatMap((one) => [...kindOf(block, one), ...samplesOf(one)]),
      ...processesOf(block),
    ].map(({ place, message }) => ({ place: placeIn(index, place), message }))
  })
}

function counts(block: Block, series: readonly Series[]): Impossibility[] {
  const { id, passes, setups = 1, processes, benchmarks } = block
  const domain = `${id.split('/')[0]}/`
  const wanted = processes.length
  const lengths = processes.map((_, process) => series[0]!.samples[process]?.length ?? 0)
  return [
    ...benchmarks.flatMap((benchmark, index) =>
      benchmark.id.startsWith(domain)
        ? []
        : [found(`.benchmarks[${index}].id`, `benchmark ${benchmark.id} in ${id}`, `one of ${domain}`)],
    ),
    ...(wanted > 0 ? [] : [found('.processes', 'block without processes', 'some')]),
    ...(wanted > 0 && Math.min(...lengths) !== passes
      ? [found('.passes', `${passes} passes`, `${Math.min(...lengths)}, as many as have samples`)]
      : []),
    ...(setups > passes ? [found('.setups', `${setups} set-ups`, `at most one a pass (${passes})`)] : []),
    ...series.flatMap(({ loops, samples, place }) => {
      if (loops.length !== wanted)
        return [found(`${place}.loops`, `loops of ${loops.length} processes`, `${wanted}`)]
      if (samples.length !== wanted)
        return [found(`${place}.samples`, `samples of ${samples.length} processes`, `${wanted}`)]
      return samples.flatMap((taken, process) =>
        taken.length === lengths[process]
          ? []
          : [
              found(
                `${place}.samples[${process}]`,
                `${taken.length} samples`,
                `${lengths[process]}, as the others have`,
              ),
            ],
      )
    }),
  ]
}

/** What goes with the kind of a benchmark. */
function kindOf({ benchmarks: [first] }: Block, { benchmark, use, loops, place }: Series): Impossibility[] {
  const { kind, unit, uses = [] } = benchmark
  const isTimed = kind === 'loop' || kind === 'async'
  const at = place.replace(/\.uses.*/, '')
  const other = loops.findIndex((count) =>
    isTimed ? count > 1_000_000 : count > (kind === 'bytes' ? 10_000 : 1),
  )
  return [
    ...(unit === (kind === 'bytes' ? 'B' : 's')
      ? []
      : [found(`${at}.unit`, `unit ${unit} of the kind ${kind}`, 'the other')]),
    ...(unit === first!.unit ? [] : [found(`${at}.unit`, 'units that differ in a block', 'one')]),
    ...((kind === 'fresh') === (first!.kind === 'fresh')
      ? []
      : [found(`${at}.kind`, 'benchmark in fresh interpreters beside others', 'one sort')]),
    ...(isTimed || (uses.length === 0 && use === 'dropped')
      ? []
      : [found(`${at}.uses`, `uses of the kind ${kind}`, 'none')]),
    ...(other === -1
      ? []
      : [found(`${place}.loops[${other}]`, `${loops[other]} loops of the kind ${kind}`, 'fewer')]),
    ...(use !== 'kept' || Math.max(...loops) <= 1000
      ? []
      : [found(`${place}.loops`, 'more than 1000 results kept', 'at most')]),
    ...loopsOf(isTimed, loops, place),
  ]
}

/** Processes take the loops of the first one, somewhat more or fewer. */
function loopsOf(isTimed: boolean, loops: readonly number[], place: string): Impossibility[] {
  const [least, most] = [Math.min(...loops), Math.max(...loops)]
  if (loops.length === 0 || most <= (isTimed ? 3 * least + 2 : least)) return []
  return [
    found(
      `${place}.loops`,
      `loops from ${least} to ${most}`,
      isTimed ? 'about as many in each process' : 'as many in each process',
    ),
  ]
}

/** Samples are kept to five digits, and none is missing. */
function samplesOf({ samples, place }: Series): Impossibility[] {
  return samples.flatMap((taken, process) => {
    const pass = taken.findIndex((x) => x === null || Number(x.toPrecision(5)) !== x)
    if (pass === -1) return []
    const what = taken[pass] === null ? 'missing sample' : `sample ${taken[pass]}`
    return [found(`${place}.samples[${process}][${pass}]`, what, 'a number of at most five digits')]
  })
}

function processesOf({ benchmarks: [first], processes }: Block): Impossibility[] {
  return processes.flatMap(({ hashSeed, environmentPadding, load, steal }, index) => {
    const at = `.processes[${index}]`
    return [
      ...((hashSeed === null) === (first!.kind === 'fresh') && (hashSeed ?? 0) < seeds
        ? []
        : [
            found(
              `${at}.hashSeed`,
              `hash seed ${hashSeed}`,
              first!.kind === 'fresh' ? 'null' : `one below ${seeds}`,
            ),
          ]),
      ...(environmentPadding < paddings
        ? []
        : [found(`${at}.environmentPadding`, `padding of ${environmentPadding}`, `less than ${paddings}`)]),
      ...((load ?? 0) >= 0 ? [] : [found(`${at}.load`, `load ${load}`, 'none below 0')]),
      ...((steal ?? 0) <= 1 ? [] : [found(`${at}.steal`, `share ${steal}`, 'at most 1')]),
    ]
  })
}

function found(place: string, what: string, expected: string): Impossibility {
  return { place, message: `Unexpected ${what}, expected ${expected}` }
}
