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

/** `352×, 95 % interval 340× to 365×, run cpython-…`, of several runs each. */
function basis(move: FigureMove, when: 'before' | 'after'): string {
  const kind = move.of === 'rank' ? 'ratio' : move.of
  const measured = move[when].map(({ run, estimate, interval }) => {
    const [value, low, high] = [estimate, ...interval].map((x) => formatFigure(x, kind, 3))
    return `${value}, 95 % interval ${low} to ${high}, run ${run}`
  })
  return measured.join(' and ') || 'unmeasured'
}
