import { type EvidenceFile, formatFigure, useBeside } from '@rulebook/distiller'
import { estimateKind } from '@rulebook/papers/kinds'

export type ClaimEntry = EvidenceFile['claims'][number]
export type BenchmarkEntry = EvidenceFile['benchmarks'][number]
type Kind = ClaimEntry['kind']

/** The name of a claim or a benchmark inside its domain. */
export function nameOf({ id }: { id: string }): string {
  return id.slice(id.indexOf('/') + 1)
}

/** A measured or cited value, in base units, with three digits by default. A rank's is a ratio. */
export function shown(value: number, kind: Kind, digits = 3): string {
  return formatFigure(value, estimateKind(kind), digits)
}

/** A value that others published, as they wrote it: `203×`, not `203.0×`. */
export function shownCited(value: number, kind: Kind): string {
  return shown(value, kind, 4).replace(/(?:\.0+|(\.\d*?)0+)(?=\D*$)/, '$1')
}

/** `470× to 492×`. */
export function shownInterval([low, high]: readonly [number, number], kind: Kind): string {
  return `${shown(low, kind)} to ${shown(high, kind)}`
}

/** `results kept: `, where a claim was measured in several uses; else nothing. */
export function usePrefix({ use }: ClaimEntry['runs'][number], beside: ClaimEntry['runs']): string {
  const words = useBeside(use, beside)
  return words === null ? '' : `${words}: `
}

/** What a figure link's title tells: `481×, 95 % interval 470× to 492×, supported`. */
export function claimTitle({ kind, runs, verdict }: ClaimEntry): string {
  return [...runs.map((run) => `${usePrefix(run, runs)}${estimateTitle(run, kind)}`), verdict].join('; ')
}

/** What a benchmark figure's title tells: its estimate and what it is. */
export function benchmarkTitle({ kind, runs }: BenchmarkEntry, doc: string): string {
  return [...runs.map((run) => estimateTitle(run, kind)), doc].filter(Boolean).join('; ')
}

function estimateTitle({ estimate, interval }: BenchmarkEntry['runs'][number], kind: Kind): string {
  return `${shown(estimate, kind)}, 95 % interval ${shownInterval(interval, kind)}`
}
