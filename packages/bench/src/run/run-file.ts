import { createHash } from 'node:crypto'
import { z } from 'zod'
import { IrregularFile, type ReadOptions, readRegularFile } from '../files/regular-file.ts'
import { withoutSeal } from '../files/seal.ts'
import { findJsonTextFault, jsonProblem, lineOfOtherForm, lineOfPlace } from './json-text.ts'
import { type Run, runSchema } from './run.ts'

/** A run file that cannot be used, and why. */
export class RunFault extends Error {
  override name = 'RunFault'
}

/** Bytes of the largest file that is taken for a run. */
const largestRun = 16 * 2 ** 20
/** Faults of a run that are told. */
const mostTold = 3
/** How to get back a run as it was measured. */
const again = 'restore it from version control, or delete it and measure again'

/** Parse a run file's text. Throws {@link RunFault} when it is not a run, with the line and the place in it. */
export function parseRun(written: string, file: string): Run {
  // A local run may be published by a copy of its file.
  const text = withoutSeal(written)
  const fault = findJsonTextFault(text)
  if (fault) {
    const fix = fault.isConflict
      ? '; take one side whole (`git checkout --ours` or `--theirs` with the path of the file), or delete it and measure again'
      : ''
    throw new RunFault(`${file}:${fault.line}: ${fault.message}${fix}`)
  }
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new RunFault(`${file}: not JSON (${jsonProblem(error)}); ${again}`)
  }
  const result = runSchema.safeParse(data)
  if (!result.success) {
    const { issues } = result.error
    const told = issues.slice(0, mostTold).map(({ path, message }) => {
      const line = lineOfPlace(text, path)
      return `${file}${line === null ? '' : `:${line}`}: ${z.core.toDotPath(path) || 'all of it'}: ${message}`
    })
    const more = issues.length > mostTold ? `\nand ${issues.length - mostTold} more` : ''
    throw new RunFault(`${file}: not a rulebook.run/1:\n${told.join('\n')}${more}\n${again}`)
  }
  const line = lineOfOtherForm(text, data)
  if (line === null) return result.data
  throw new RunFault(
    `${file}:${line}: unexpected key that stands twice, or text or number in another form than JSON.stringify gives; ${again}`,
  )
}

/** Runs as last read, by path, with a hash of their text: one that is still the same is not parsed again. Runs are not changed. */
const lastRead = new Map<string, { hash: string; run: Run }>()

export interface RunReadOptions extends Pick<ReadOptions, 'follow'> {
  /** The run in the file's text, or `null` when it is not to be believed; the text itself by default. */
  accept?: (text: string) => string | null
}

/**
 * Read a run, or `null` when there is none. Throws {@link RunFault} when the file is not a run, and for a link
 * unless it is to be followed.
 */
export async function readRun(
  file: string,
  { follow = false, accept = (text) => text }: RunReadOptions = {},
): Promise<Run | null> {
  const found = readRunText(file, follow)
  const text = found && accept(found)
  if (text === null) return null
  const last = lastRead.get(file)
  const hash = createHash('sha256').update(text).digest('hex')
  if (last?.hash === hash) return last.run
  const run = parseRun(text, file)
  lastRead.set(file, { hash, run })
  return run
}

function readRunText(file: string, follow: boolean): string | null {
  try {
    return readRegularFile(file, { follow, most: largestRun })?.toString('utf8') ?? null
  } catch (error) {
    const found =
      error instanceof IrregularFile ? `unexpected ${error.found}, expected a run; move it away` : null
    throw new RunFault(`${file}: ${found ?? `cannot be read: ${(error as Error).message}`}`)
  }
}

/** A run as it is written to disk: JSON, one line a process's samples. */
export function formatRun(run: Run): string {
  const rows: string[] = []
  const marked = JSON.stringify(
    run,
    (key, value) => {
      if (key !== 'samples') return value
      return (value as (number | null)[][]).map((passes) => {
        rows.push(JSON.stringify(passes))
        return `\u0000${rows.length - 1}`
      })
    },
    1,
  )
  return `${marked.replaceAll(/"\\u0000(\d+)"/g, (_, row) => rows[Number(row)]!)}\n`
}
