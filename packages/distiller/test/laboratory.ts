import type { Run } from '@rulebook/bench'
import type { Claim, Directive, Paper, Rule, ValueClaim } from '@rulebook/papers'

/** A seeded source of randomness (mulberry32), so that every test sees the same noise. */
export function random(seed: number): { uniform: () => number; normal: () => number } {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, normal }
}

export interface Noise {
  /** Spread of a process around the truth (memory layout, hash seed), as a share. */
  process: number
  /** Spread of a sample around its process, as a share. */
  sample: number
  /** Does the machine step between speeds up to 2× apart, and drift, under the whole block? */
  stepping: boolean
}

export const quiet: Noise = { process: 0, sample: 0, stepping: false }
export const noisy: Noise = { process: 0.01, sample: 0.03, stepping: true }

export interface RunOptions {
  id?: string
  seed?: number
  noise?: Noise
  processes?: number
  passes?: number
  sourceHash?: string
}

/** A run of one domain `demo` with one block, whose benchmarks cost so many seconds, seen through noise. */
export function runOf(costs: Record<string, number>, options: RunOptions = {}): Run {
  const { id = 'run-1', seed = 1, noise = quiet, processes = 8, passes = 40, sourceHash = 'h' } = options
  const { uniform, normal } = random(seed)
  const machine = Array.from({ length: processes }, () => {
    let speed = 1 + (noise.stepping ? uniform() : 0)
    const drift = noise.stepping ? 0.2 * (uniform() - 0.5) : 0
    return Array.from({ length: passes }, (_, pass) => {
      if (noise.stepping && uniform() < 0.05) speed = 1 + uniform()
      return speed * (1 + (drift * pass) / passes)
    })
  })
  const at = '2026-11-20T10:00:00.000Z'
  return {
    schema: 'rulebook.run/1',
    id,
    startedAt: at,
    duration: 1,
    harness: { version: '0.1.0', hash: 'harness' },
    machine: {
      cpu: 'Test CPU',
      cores: 2,
      memory: 1,
      os: 'linux',
      kernel: '6',
      arch: 'x64',
      virtualisation: null,
      filesystem: null,
    },
    interpreter: { implementation: 'CPython', version: '3.11.7', compiler: 'GCC', flags: [] },
    packages: {},
    skipped: [],
    blocks: [
      {
        id: 'demo/times',
        key: 'k',
        measuredAt: at,
        passes,
        processes: machine.map(() => ({
          hashSeed: 0,
          environmentPadding: 0,
          startedAt: at,
          duration: 1,
          gc: true,
          load: null,
          steal: null,
        })),
        benchmarks: Object.entries(costs).map(([name, cost]) => ({
          id: `demo/${name}`,
          unit: name.startsWith('bytes') ? 'B' : 's',
          kind: 'loop',
          doc: '',
          setup: '',
          statement: 'pass',
          raw: false,
          sourceHash,
          loops: 1,
          unroll: 1,
          warnings: [],
          samples: machine.map((speeds) => {
            const layout = 1 + noise.process * normal()
            return speeds.map((speed) => cost * speed * layout * (1 + noise.sample * normal()))
          }),
        })),
      },
    ],
  }
}

const place = { line: 1, column: 1, offset: 0 }

/** `a / b` as a claim. */
export function ratioClaim(
  name: string,
  over: string,
  under: string,
  holds: ValueClaim['holds'],
  domain = 'demo',
): ValueClaim {
  return {
    id: `${domain}/${name}`,
    name,
    domain,
    kind: 'ratio',
    source: `${over} / ${under}`,
    expression: {
      type: 'binary',
      operator: '/',
      left: { type: 'benchmark', id: `demo/${over}` },
      right: { type: 'benchmark', id: `demo/${under}` },
    },
    benchmarks: [`demo/${over}`, `demo/${under}`],
    holds,
    cited: null,
    place,
  }
}

export function above(value: number): ValueClaim['holds'] {
  return { source: `> ${value}`, low: { value, inclusive: false }, high: null }
}

/** `Don't …; use … (figure).`, leaning on one claim. */
export function ruleOn(claim: Claim, options: Partial<Rule> & { text?: string } = {}): Rule {
  const { text = `Don't ${claim.name}`, ...rest } = options
  const directive: Directive = {
    segments: [
      { type: 'text', value: `${text} (` },
      { type: 'figure', target: { type: 'claim', id: claim.id }, text: '?' },
      { type: 'text', value: ').' },
    ],
    place,
  }
  const slug = `${claim.name}-rule`
  return {
    id: `${claim.domain}/${slug}`,
    slug,
    title: slug,
    domain: claim.domain,
    weight: 1,
    effect: null,
    claims: [claim.id],
    directives: [directive],
    place,
    ...rest,
  }
}

export function paperOf(claims: Claim[], rules: Rule[], options: Partial<Paper> = {}): Paper {
  return {
    file: 'demo.md',
    domain: claims[0]?.domain ?? 'demo',
    title: 'Demo',
    status: 'accepted',
    summary: 'Demo.',
    claims,
    rules,
    figures: [],
    examples: [],
    ...options,
  }
}
