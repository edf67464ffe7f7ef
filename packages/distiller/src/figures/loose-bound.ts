import type { Condition, ValueClaim } from '@rulebook/papers'
import { kindOf, type NumberKind } from '@rulebook/papers/kinds'
import { formatFigure } from './figure.ts'

/** A bound that lies further from what is measured than a claim may be wrong unnoticed. */
export interface LooseBound {
  /** The bound as written: `> 2`. */
  bound: string
  /** How many times it is away, on the scale of the claim; `Infinity` for a bound of zero or of the other sign. */
  away: number
  /** What was measured, in base units: of several runs and uses that which lies nearest to the bound. */
  measured: number
  /** A bound twice away; `null` where none lies between nothing and what is measured. */
  suggested: string | null
}

/** Bounds further away than this factor have to be explained. */
const mostAway = 3
/** How far away a suggested bound is: room for another machine, and still a claim that can fail. */
const suggestedAway = 2

/**
 * The bounds of a claim that are over three times away from what was measured: ratios, shares,
 * times, sizes and counts by their factor, savings by that of what remains. A claim whose bound is far
 * from what is measured cannot fail, and says nothing. A bound that is not met is none of them.
 */
export function looseBounds({ holds, kind }: ValueClaim, measured: readonly number[]): LooseBound[] {
  if (measured.length === 0) return []
  const [least, most] = [Math.min(...measured), Math.max(...measured)]
  return [...looseSide(holds, 'low', least, kind), ...looseSide(holds, 'high', most, kind)]
}

function looseSide(holds: Condition, side: 'low' | 'high', measured: number, kind: NumberKind): LooseBound[] {
  const bound = holds[side]
  if (!bound || (side === 'low' ? measured < bound.value : measured > bound.value)) return []
  const away = factorBetween(bound.value, measured, kind)
  if (away <= mostAway) return []
  const [sign, signs] = side === 'low' ? ['>', /^[>≥]/] : ['<', /^[<≤]/]
  const written = holds.source.split(/\band\b/).map((part) => part.trim())
  const suggested = suggestion(side, measured, kind)
  return [
    {
      bound: written.find((part) => signs.test(part)) ?? holds.source,
      away,
      measured,
      suggested: suggested === null ? null : `${sign} ${formatFigure(suggested, kind).replace('×', '')}`,
    },
  ]
}

function factorBetween(bound: number, measured: number, kind: NumberKind): number {
  const [a, b] = kindOf(kind).scale === 'remainder' ? [1 - bound, 1 - measured] : [bound, measured]
  if (a === b) return 1
  return a * b > 0 ? Math.exp(Math.abs(Math.log(a / b))) : Number.POSITIVE_INFINITY
}

function suggestion(side: 'low' | 'high', measured: number, kind: NumberKind): number | null {
  if (kindOf(kind).scale === 'factor') {
    const smaller = side === 'low' ? measured > 0 : measured < 0
    return measured === 0 ? null : smaller ? measured / suggestedAway : measured * suggestedAway
  }
  const remains = 1 - measured
  if (remains === 0) return null
  // A saving that need not save anything would be none.
  return side === 'high' ? 1 - remains / suggestedAway : Math.max(0, 1 - remains * suggestedAway)
}
