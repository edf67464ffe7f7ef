import type { Block, Run } from '../run/run.ts'
import { type Impossibility, placeIn } from './impossibility.ts'

/** Milliseconds that a clock may be wrong by, against that of whoever checks. */
const clockError = 86_400_000
/** The same within one run, where a clock may be set right meanwhile. */
const setRight = 3_600_000
/** Milliseconds to which a duration is rounded, twice, and a little more. */
const rounding = 10

/**
 * Moments that contradict each other, or that have not come yet: those would keep a run from ever growing
 * old. `now` is in milliseconds since 1970.
 */
export function impossibleMoments(run: Run, now: number): Impossibility[] {
  const started = Date.parse(run.startedAt)
  const ended = started + run.duration * 1000
  return [
    ...notInFuture('startedAt', run.startedAt, ended, now),
    ...stampOf(run, started),
    ...run.blocks.flatMap((block, index) => [
      ...notInFuture(placeIn(index, '.measuredAt'), block.measuredAt, Date.parse(block.measuredAt), now),
      ...finishOf(block, index),
      ...withinRun(block, index, ended),
    ]),
  ]
}

function notInFuture(place: string, shown: string, moment: number, now: number): Impossibility[] {
  if (moment <= now + clockError) return []
  return [{ place, message: `Unexpected moment in the future (${shown}), expected one that has passed` }]
}

/** The id is named by the second that the run started in, or by one of the next where that was taken. */
function stampOf({ id, startedAt }: Run, started: number): Impossibility[] {
  const [, ...parts] = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i.exec(id) ?? []
  if (parts.length === 0) return []
  const [year, month, day, hour, minute, second] = parts.map(Number) as [number, ...number[]]
  const stamp = Date.UTC(year, month! - 1, day, hour, minute, second)
  if (stamp > started - 1000 && stamp < started + 60_000) return []
  return [
    { place: 'id', message: `Unexpected time in the id ${id}, expected that of startedAt (${startedAt})` },
  ]
}

/** A block was measured when its last process finished. */
function finishOf({ measuredAt, processes }: Block, index: number): Impossibility[] {
  const finished = Math.max(
    ...processes.map(({ startedAt, duration }) => Date.parse(startedAt) + duration * 1000),
  )
  if (processes.length === 0 || Math.abs(Date.parse(measuredAt) - finished) <= rounding) return []
  const expected =
    Number.isFinite(finished) && Math.abs(finished) < 8.64e15 ? new Date(finished).toISOString() : 'that'
  return [
    {
      place: placeIn(index, '.measuredAt'),
      message: `Unexpected moment ${measuredAt}, expected ${expected}, when its last process finished`,
    },
  ]
}

/** A run holds earlier blocks that still hold, and none of later. */
function withinRun({ measuredAt }: Block, index: number, ended: number): Impossibility[] {
  if (Date.parse(measuredAt) <= ended + setRight) return []
  return [
    {
      place: placeIn(index, '.measuredAt'),
      message: `Unexpected moment ${measuredAt} after the end of the run, expected one before it`,
    },
  ]
}
