import process from 'node:process'
import { exitCodes, refusal } from '../findings/failure.ts'
import { inert } from '../findings/visible-text.ts'

type StreamName = 'stdout' | 'stderr'

/** Streams that take nothing any more. */
const closed = new Set<StreamName>()
const reader = new AbortController()

/** Aborts once nobody reads standard output any more: what runs until somebody ends it has ended then. */
export const readerLeft: AbortSignal = reader.signal

/**
 * The one place where text leaves the program. No line of it is a command to a runner; what a stream
 * takes no more is dropped, and the work goes on.
 */
export function print(name: StreamName, text: string): void {
  if (!closed.has(name)) process[name].write(inert(text))
}

/**
 * Listen to the streams that are printed to. A reader that has seen enough, such as `head`, is no fault. A
 * standard output that cannot be written, as on a full disk, is told once and gives an exit code that is not 0.
 */
export function listenToStreams(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].on('error', (error: NodeJS.ErrnoException) => {
      if (closed.has(name)) return
      closed.add(name)
      if (name === 'stderr') return
      reader.abort()
      if (isLeft(error)) return
      const reason = refusal(error) ?? error.message
      print('stderr', `error standard output cannot be written: ${reason}, then run the command again\n`)
      process.on('exit', () => {
        process.exitCode ||= exitCodes.badInput
      })
    })
  }
}

/** A terminal that is gone says so by EIO. */
function isLeft({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ECONNRESET' || (code === 'EIO' && process.stdout.isTTY)
}
