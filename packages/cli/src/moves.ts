import { formatFigure, type Move } from '@rulebook/distiller'

type FigureMove = Extract<Move, { kind: 'figure' }>

/** A move in words: what was shown, what is shown now, and what each rests on. */
export function describeMove(move: Move): string {
  switch (move.kind) {
    case 'figure':
      return `moved ${move.id}: ${move.from} → ${move.to} (${move.why}; was ${basis(move, 'before')}, is ${basis(move, 'after')})`
    case 'verdict':
      return `turned ${move.id}: ${move.from} → ${move.to}`
    case 'rule':
      return `rule ${move.id}: ${move.from} → ${move.to} (${move.why})`
  }
}

/** `352×, 95 % interval 340× to 365×, run cpython-…`. */
function basis(move: FigureMove, when: 'before' | 'after'): string {
  const { estimate, interval, runs } = move[when]
  if (estimate === null || interval === null) return 'unmeasured'
  const kind = move.of === 'rank' ? 'ratio' : move.of
  const [value, low, high] = [estimate, ...interval].map((x) => formatFigure(x, kind, 3))
  return `${value}, 95 % interval ${low} to ${high}, ${runs.length > 1 ? 'runs' : 'run'} ${runs.join(', ')}`
}
