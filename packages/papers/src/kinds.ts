/** What is known of a kind of number that claims and figures show. Everything that depends on the kind derives from it. */
interface Kind {
  /** Exponents of seconds and bytes. */
  dimension: { s: number; B: number }
  /** Units that it may be written in, each with its power of ten over the base unit; `''` for none. */
  units: Readonly<Record<string, number>>
  /** How it is shown: a plain number, a percentage, or in the largest of these units that gives at least one. */
  shown: 'number' | 'percentage' | readonly string[]
  /** The unit that stands behind a plain number. */
  sign?: string
  /** Values are compared by their factor, or by the factor of what remains to one: 99 % and 99.9 % are ten apart. */
  scale: 'factor' | 'remainder'
  /** Largest factor by which a shown figure and a new estimate may differ before the figure is replaced. */
  tolerance: number
  /** The value that stands for no effect; `null` where the kind says nothing of an effect. */
  noEffect: number | null
  /** Does it swing with the machine from one run to the next, so that runs are not compared by it? */
  swings?: boolean
}

const plain = { s: 0, B: 0 }
const percent = { '': -2, '%': -2 }

/** The kinds of numbers: what a claim's value is shown as. */
const kinds = {
  ratio: {
    dimension: plain,
    units: { '': 0, '×': 0, x: 0 },
    shown: 'number',
    sign: '×',
    scale: 'factor',
    tolerance: 1.2,
    noEffect: 1,
  },
  /** The part of a cost that is saved. */
  saving: {
    dimension: plain,
    units: percent,
    shown: 'percentage',
    scale: 'remainder',
    tolerance: 1.2,
    noEffect: 0,
  },
  /** A part of a whole. */
  share: {
    dimension: plain,
    units: percent,
    shown: 'percentage',
    scale: 'factor',
    tolerance: 1.2,
    noEffect: 1,
  },
  time: {
    dimension: { s: 1, B: 0 },
    units: { ns: -9, µs: -6, μs: -6, us: -6, ms: -3, s: 0 },
    shown: ['s', 'ms', 'µs', 'ns'],
    scale: 'factor',
    tolerance: 2,
    noEffect: null,
    swings: true,
  },
  size: {
    dimension: { s: 0, B: 1 },
    units: { B: 0, kB: 3, MB: 6, GB: 9 },
    shown: ['GB', 'MB', 'kB', 'B'],
    scale: 'factor',
    tolerance: 1.2,
    noEffect: null,
  },
  count: {
    dimension: plain,
    units: { '': 0 },
    shown: 'number',
    scale: 'factor',
    tolerance: 1.2,
    noEffect: null,
  },
} as const satisfies Record<string, Kind>

/** A kind of number. */
export type NumberKind = keyof typeof kinds
export const numberKinds = Object.keys(kinds) as [NumberKind, ...NumberKind[]]

/** What is known of a kind of number. */
export function kindOf(kind: NumberKind): Kind {
  return kinds[kind]
}

/** The kind of number that estimates of a claim are: those of a rank are ratios, its last entry over its first. */
export function estimateKind(kind: NumberKind | 'rank'): NumberKind {
  return kind === 'rank' ? 'ratio' : kind
}
