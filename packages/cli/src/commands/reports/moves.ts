import { type FigureBasis, formatFigure, type Move, useInWords } from '@rulebook/distiller'
import { estimateKind } from '@rulebook/papers/kinds'

type FigureMove = Extract<Move, { kind: 'figure' }>

/**
 * Moves in words, a line each: the figures as a table, below the runs that they were and are from; then verdicts
 * that turned, and rules that came or went.
 */
export function describeMoves(moves: readonly Move[]): string[] {
  const figures = moves.filter((move) => move.kind === 'figure')
  return [...(figures.length > 0 ? describeFigures(figures) : []), ...moves.flatMap(describeOther)]
}

function describeOther(move: Move): string[] {
  switch (move.kind) {
    case 'figure':
      return []
    case 'verdict':
      return [`turned ${move.id}: ${move.from} → ${move.to}`]
    case 'rule':
      return [`rule ${move.id}: ${move.from} → ${move.to} (${move.why})`]
  }
}

function describeFigures(moves: readonly FigureMove[]): string[] {
  const [before, after] = [runsOf(moves, 'before'), runsOf(moves, 'after')]
  const count = moves.length === 1 ? 'moved 1 figure' : `moved ${moves.length} figures`
  const same = before.join() === after.join()
  return [
    `${count}, with 95 % intervals`,
    ...(same ? [] : [`  was: ${named(before)}`]),
    `  ${same ? 'was and is' : 'is'}: ${named(after)}`,
    ...table([
      ['figure', 'before', 'after', 'was', 'is'],
      ...moves.map((move) => [
        move.id,
        move.from,
        move.to,
        basis(move, before, 'before'),
        basis(move, after, 'after'),
      ]),
    ]),
  ]
}

/** The runs of all moves on one side, in their order. */
function runsOf(moves: readonly FigureMove[], side: 'before' | 'after'): string[] {
  return [...new Set(moves.flatMap((move) => move[side].map(({ run }) => run)))]
}

/** Several runs have numbers, by which the cells of the table tell them apart. */
function named(runs: readonly string[]): string {
  if (runs.length === 1) return `run ${runs[0]}`
  return `runs ${runs.map((run, n) => `[${n + 1}] ${run}`).join(', ')}`
}

/** `352× (340× to 365×)`, of several runs each with its number, of further uses with their words. */
function basis(move: FigureMove, runs: readonly string[], side: 'before' | 'after'): string {
  const kind = estimateKind(move.of)
  const cell = ({ run, use = 'dropped', estimate, interval }: FigureBasis) => {
    const words = use === 'dropped' ? '' : `${useInWords(use)} `
    const [value, low, high] = [estimate, ...interval].map((x) => formatFigure(x, kind, 3))
    const number = runs.length > 1 ? ` [${runs.indexOf(run) + 1}]` : ''
    return `${words}${value} (${low} to ${high})${number}`
  }
  return move[side].map(cell).join(', ')
}

/** Rows with their columns side by side. */
function table(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd(),
  )
}
