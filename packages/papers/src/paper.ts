import type { NumberKind } from './kinds.ts'

/**
 * What a claim's value is shown as. Two kinds are shown in percent: a *saving*, the part of a cost that is
 * saved, is compared by what remains (99 % and 99.9 % are a factor of ten apart); a *share*, a part of a
 * whole, by its own factor (so are 0.1 % and 1 %).
 */
export type ClaimKind = NumberKind | 'rank'

/** Part of a text, in UTF-16 code units. */
export interface Span {
  start: number
  end: number
}

/** Place in a file; line and column are 1-based, offset is 0-based in UTF-16 code units of the decoded text. */
export interface Place {
  line: number
  column: number
  offset: number
}

/** An arithmetic expression over benchmarks of one domain. */
export type Expression =
  | { type: 'number'; value: number }
  | { type: 'benchmark'; id: string }
  | { type: 'negate'; operand: Expression }
  | { type: 'binary'; operator: '+' | '-' | '*' | '/'; left: Expression; right: Expression }

/**
 * When a claim counts as true: its value lies above `low` and below `high`, in base units
 * (ratio and count as such, saving and share as a fraction of 1, time in seconds, size in bytes).
 */
export interface Condition {
  source: string
  low: { value: number; inclusive: boolean } | null
  high: { value: number; inclusive: boolean } | null
}

interface ClaimBase {
  /** `domain/name`. */
  id: string
  name: string
  domain: string
  /** Ids of the benchmarks it rests on, in order of appearance. */
  benchmarks: string[]
  /** What somebody else published, in base units; never shown as measured. */
  cited: { value: number; by: string } | null
  place: Place
}

/** A statement about one number: an expression over benchmarks of one block. */
export interface ValueClaim extends ClaimBase {
  kind: NumberKind
  /** The expression as written. */
  source: string
  expression: Expression
  holds: Condition
  /** Where `holds` stands. */
  holdsPlace: Place
  /** Why a bound of `holds` lies far from what is measured; `null` where nobody says so. */
  why: string | null
}

/** A statement about an order: `holds` names the entry that comes first, or ties for first. */
export interface RankClaim extends ClaimBase {
  kind: 'rank'
  /** Benchmark ids with the labels they are shown by, in the order written. */
  entries: { benchmark: string; label: string }[]
  /** Benchmark id. */
  holds: string
}

/** A named, testable statement over benchmarks of one block. */
export type Claim = ValueClaim | RankClaim

/** What a figure is tied to. */
export type FigureTarget = { type: 'claim'; id: string } | { type: 'benchmark'; id: string }

/** A number as shown in a paper; `start` and `end` delimit its text, in UTF-16 code units of the source. */
export interface Figure {
  target: FigureTarget
  text: string
  start: number
  end: number
  place: Place
}

/** Part of a directive. Emphasis is dropped; code is kept with its backticks when rendered. */
export type DirectiveSegment =
  | { type: 'text'; value: string }
  | { type: 'code'; value: string }
  | { type: 'figure'; target: FigureTarget; text: string }

/** One way of saying a rule; alternatives stand shortest first in the paper. */
export interface Directive {
  segments: DirectiveSegment[]
  place: Place
  /** Just behind its last character. */
  end: Place
}

/** An imperative with one or more directives. */
export interface Rule {
  /** `domain/slug`. */
  id: string
  slug: string
  title: string
  domain: string
  /** Positive; 1 unless the frontmatter says otherwise. */
  weight: number
  /** Claim id whose value is the rule's strength, or `null`: then the first value or rank claim it leans on. */
  effect: string | null
  /** Ids of every claim it leans on. */
  claims: string[]
  directives: Directive[]
  place: Place
}

/** A Python code block marked `good` or `bad`. */
export interface CodeExample {
  kind: 'good' | 'bad'
  /** Id of the rule that it stands under, or `null`. */
  rule: string | null
  code: string
  place: Place
}

/** A version of CPython (`3.12`) that the prose says something was tried on. */
export interface TriedVersion {
  version: string
  place: Place
}

/** A domain's paper as plain data. */
export interface Paper {
  /** Path as given by whoever loaded it. */
  file: string
  domain: string
  title: string
  status: 'draft' | 'accepted' | 'superseded'
  summary: string
  claims: Claim[]
  rules: Rule[]
  figures: Figure[]
  /** What the pipeline writes of the paper's Evidence section; `null` when there is no section yet. */
  evidence: Span | null
  examples: CodeExample[]
  triedOn: TriedVersion[]
}
