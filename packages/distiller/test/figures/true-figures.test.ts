import type { Block, Run } from '@rulebook/bench'
import { parsePaper, syncPaper } from '@rulebook/papers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { decide } from '../../src/decide/decision.ts'
import { figuresOf } from '../../src/figures/figure-texts.ts'
import { formatEvidenceFile, parseEvidenceFile } from '../../src/render/evidence-json.ts'
import { renderEvidenceSection } from '../../src/render/evidence-section.ts'
import { distilled, suitesOf } from '../demo.ts'
import { contradictions, figuresInLines, figuresShown, outsideIntervals } from '../shown-figures.ts'
import { syntheticRun } from '../synthetic-run.ts'

const truth = {
  'sets/misses': { 'sets/list': 960e-9, 'sets/set': 16e-9 },
  'sets/hits': { 'sets/first': 12e-9, 'sets/hash': 14e-9, 'sets/last': 800e-9 },
}
const ids = Object.values(truth).flatMap((costs) => Object.keys(costs))
const catalogue = {
  benchmarks: Object.entries(truth).flatMap(([block, costs]) =>
    Object.keys(costs).map((id) => {
      return { id, domain: 'sets', block: block.split('/')[1]!, unit: 's' as const }
    }),
  ),
}

const blank = `---
title: Sets
domain: sets
status: accepted
summary: A set is looked up at once.
claims:
  miss:
    value: list / set
    as: ratio
    holds: "> 2"
  last:
    value: last / hash
    as: ratio
    holds: "> 2"
  order:
    rank: { first: the first, hash: a hash, last: the last }
    holds: first
  saved:
    value: 1 - hash / last
    as: saving
    holds: "> 50%"
---

# Sets

A look-up of a list takes [?](#miss) as long. In order: [?](#order).

| look-up | list | set | list over set | saved |
|---|---|---|---|---|
| a miss | [?](bench:list) | [?](bench:set) | [?](#miss) | |
| the last | [?](bench:last) | [?](bench:hash) | [?](#last) | [?](#saved) |

## Rules

### Use a set

> Use a set ([?](#miss)).
`

/** What may happen to a repository. */
type Event =
  | { kind: 'measure'; machine: number; version: number; processes: number }
  | { kind: 'change'; id: string; factor: number }
  | { kind: 'code'; block: string }
  | { kind: 'edit evidence'; text: string }
  | { kind: 'edit paper'; text: string }
  | { kind: 'add run'; machine: number; version: number }

const machine = fc.constantFrom(0, 0, 0, 1)
const version = fc.constantFrom(11, 11, 11, 13)
const anyText = fc.constantFrom('410×', '1.1×', '?', '3 ns', '99.9%', '2–3×', 'first > last')
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant('measure' as const), machine, version, processes: fc.constantFrom(4, 8) }),
  fc.record({
    kind: fc.constant('change' as const),
    id: fc.constantFrom(...ids),
    factor: fc.constantFrom(0.5, 0.9, 1.15, 1.5, 4),
  }),
  fc.record({ kind: fc.constant('code' as const), block: fc.constantFrom(...Object.keys(truth)) }),
  fc.record({ kind: fc.constant('edit evidence' as const), text: anyText }),
  fc.record({ kind: fc.constant('edit paper' as const), text: anyText }),
  fc.record({ kind: fc.constant('add run' as const), machine, version }),
)

/** A repository: its published runs, its evidence and its one paper, as they lie on disk. */
class World {
  runs: Run[] = []
  evidence = ''
  paper = blank
  readonly #change: Record<string, number> = {}
  readonly #code: Record<string, number> = {}
  readonly #uses: boolean
  #seed = 0

  /** With `uses`, benchmarks are sampled in more than one. */
  constructor(uses: boolean) {
    this.#uses = uses
  }

  happen(event: Event): void {
    switch (event.kind) {
      case 'measure':
        this.#adopt(() => this.#measured(event.machine, event.version, event.processes))
        break
      case 'change':
        this.#change[event.id] = (this.#change[event.id] ?? 1) * event.factor
        break
      case 'code':
        this.#code[event.block] = (this.#code[event.block] ?? 0) + 1
        break
      case 'edit evidence':
        this.evidence = this.evidence.replace(/"figure": ".*?"/, `"figure": ${JSON.stringify(event.text)}`)
        this.#sync()
        break
      case 'edit paper':
        this.paper = this.paper.replace(/\[[^\]]*\](?=\(#|\(bench)/, `[${event.text}]`)
        this.#sync()
        break
      case 'add run':
        this.runs.push(this.#measured(event.machine, event.version, 8))
        this.#distil()
        break
    }
  }

  #measured(machine: number, version: number, processes: number): Run {
    this.#seed++
    const costs = Object.entries(truth).map(([block, of]) => [
      block,
      Object.fromEntries(
        Object.entries(of).map(([id, cost]) => [id, cost * (this.#change[id] ?? 1) * (1 + 0.3 * machine)]),
      ),
    ])
    const options = { seed: this.#seed, processes, cpu: `CPU ${machine}`, version: `3.${version}.1` }
    const kept = this.#uses ? { 'sets/list': 1, 'sets/set': 3 } : {}
    const varied = this.#uses ? { 'sets/first': 1, 'sets/hash': 1, 'sets/last': 0.5 } : {}
    const uses = { kept, varied }
    const run = syntheticRun(Object.fromEntries(costs), { ...options, passes: 12, uses })
    const blocks = run.blocks.map((block): Block => ({ ...block, key: `key ${this.#code[block.id] ?? 0}` }))
    return { ...run, blocks }
  }

  /** Decide, once more when asked to, and publish. */
  #adopt(measure: () => Run): void {
    const { paper } = parsePaper({ path: 'sets.md', content: this.paper }, catalogue)
    const ask = (local: Run, confirming: Parameters<typeof decide>[0]['confirming']) =>
      decide({ papers: [paper!], published: this.runs, local, suites: suitesOf(local), confirming })
    let decision = ask(measure(), null)
    if (decision.kind === 'confirm') decision = ask(measure(), decision.differences)
    if (decision.kind === 'adopt') {
      const { run, replaces } = decision
      this.runs = replaces === null ? [run] : this.runs.map((old) => (old.id === replaces ? run : old))
    }
    if (this.runs.length > 0) this.#distil()
  }

  #distil(): void {
    const { paper } = parsePaper({ path: 'sets.md', content: this.paper }, catalogue)
    const runs = this.runs.map((run, n) => ({ file: `runs/${n}.json`, run }))
    this.evidence = formatEvidenceFile(distilled(this.runs[0]!, { runs, papers: [paper!] }).evidence)
    this.#sync()
  }

  #sync(): void {
    if (this.evidence === '') return
    const { paper } = parsePaper({ path: 'sets.md', content: this.paper }, catalogue)
    const evidence = parseEvidenceFile(this.evidence, 'E.json')
    const figures = figuresOf(evidence)
    this.paper = syncPaper(this.paper, paper!, {
      figure: ({ type, id }) => figures.get(`${type}:${id}`) ?? '?',
      evidence: renderEvidenceSection('sets', evidence),
    })
  }
}

test('after any sequence of adopt, measure and edit, what is shown lies in its interval, and rows agree', () => {
  let shown = 0
  fc.assert(
    fc.property(fc.array(events, { minLength: 1, maxLength: 12 }), fc.boolean(), (sequence, uses) => {
      const world = new World(uses)
      for (const event of sequence) {
        world.happen(event)
        if (world.evidence === '') continue
        const evidence = parseEvidenceFile(world.evidence, 'E.json')
        const { paper, figures, rows } = figuresShown('sets.md', world.paper, catalogue)
        shown += figures.length
        expect(outsideIntervals(figures, evidence)).toEqual([])
        expect(outsideIntervals(figuresInLines(paper, evidence), evidence)).toEqual([])
        expect(contradictions(rows, paper, evidence)).toEqual([])
      }
    }),
    { numRuns: tries(40) },
  )
  expect(shown).toBeGreaterThan(1000)
})
