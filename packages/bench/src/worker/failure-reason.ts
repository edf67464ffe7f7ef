import type { Ended } from '../process/process-group.ts'
import { doing, isUnheard } from './phase.ts'
import type { Phase } from './record.ts'
import { WorkerFailure } from './worker-failure.ts'

/** What is known of a worker at its end. */
export interface LastKnown {
  phase: Phase
  /** Number of the last request. */
  request: number
  /** Stacks as Python wrote them. */
  traceback: string
  /** The line of the suite that it was in, as `sets.py:12`; empty where unknown. */
  place: string
}

const taken =
  'its answer did not arrive: the suite closed or took file descriptors that it did not open, those of the harness among them'

/** Why a worker did not answer within `limit` seconds. */
export function hung(
  limit: number,
  isStopped: boolean,
  { phase, request, traceback, place }: LastKnown,
): WorkerFailure {
  if (isUnheard(phase, request)) return new WorkerFailure('protocol', taken, { traceback, phase })
  const what = doing(phase) ?? 'the worker'
  const how = isStopped ? ': the process was stopped, as by SIGSTOP' : ''
  return new WorkerFailure('timeout', `${what} did not end within ${limit} s${how}${at(place)}`, {
    traceback,
    phase,
    limit,
  })
}

/** Why a worker ended unasked. `stderr`: what it wrote last. `memoryKilled`: did the system end one for memory? */
export function ended(
  { code, signal, failure }: Ended,
  stderr: string,
  memoryKilled: boolean,
  { phase, request, traceback, place }: LastKnown,
): WorkerFailure {
  if (failure) return new WorkerFailure('exited', `the worker could not be started: ${failure.message}`)
  if (isUnheard(phase, request) && signal === null) return new WorkerFailure('protocol', taken, { phase })
  const during = doing(phase) === null ? '' : ` while ${doing(phase)}`
  const lines = stderr.trim().split('\n').slice(-3)
  const said = lines.join('') === '' ? '' : `: ${lines.join(' / ')}`
  const rest = `${during}${at(place)}${said}`
  if (signal === 'SIGKILL' && memoryKilled) {
    return new WorkerFailure('memory', `the system ended the worker for lack of memory${rest}`, { phase })
  }
  const how = signal ? `was ended by ${signal}` : `exited with code ${code}`
  const kind = lines.at(-1)?.startsWith('MemoryError') ? 'memory' : 'exited'
  return new WorkerFailure(kind, `the worker ${how}${rest}`, { traceback, phase })
}

function at(place: string): string {
  return place ? ` (${place})` : ''
}
