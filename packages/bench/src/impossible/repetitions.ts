import type { Block, Run } from '../run/run.ts'
import { type Impossibility, placeIn } from './impossibility.ts'

/** Blocks, benchmarks, uses and processes that stand in a run twice: each would count twice. */
export function impossibleRepetitions({ blocks }: Run): Impossibility[] {
  const benchmarks = blocks.flatMap((block, index) =>
    block.benchmarks.map(({ id }, at) => ({ key: id, place: placeIn(index, `.benchmarks[${at}]`) })),
  )
  return [
    ...twice(
      'block',
      blocks.map(({ id }, index) => ({ key: id, place: placeIn(index) })),
    ),
    ...twice('benchmark', benchmarks),
    ...blocks.flatMap(withinBlock),
  ]
}

function withinBlock({ id, benchmarks, processes }: Block, index: number): Impossibility[] {
  const at = (process: number) => placeIn(index, `.processes[${process}]`)
  const seeds = processes.flatMap(({ hashSeed }, process) =>
    hashSeed === null ? [] : [{ key: `hash seed ${hashSeed} of ${id}`, place: at(process) }],
  )
  const starts = processes.map(({ startedAt }, process) => ({
    key: `start ${startedAt} of ${id}`,
    place: at(process),
  }))
  const uses = benchmarks.flatMap((benchmark, member) =>
    (benchmark.uses ?? []).map(({ use }, used) => ({
      key: `${use} of ${benchmark.id}`,
      place: placeIn(index, `.benchmarks[${member}].uses[${used}]`),
    })),
  )
  return [...twice('use', uses), ...twice('process with', seeds), ...twice('process with', starts)]
}

function twice(what: string, all: readonly { key: string; place: string }[]): Impossibility[] {
  const seen = new Map<string, string>()
  return all.flatMap(({ key, place }) => {
    const first = seen.get(key)
    seen.set(key, first ?? place)
    if (first === undefined) return []
    return [
      { place, message: `Unexpected ${what} ${key}, which stands at ${first} as well, expected it once` },
    ]
  })
}
