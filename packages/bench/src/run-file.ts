import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { findJsonTextFault, jsonProblem, lineOfOtherForm, lineOfPlace } from './json-text.ts'
import { type Run, runSchema } from './run.ts'

/** A run file that cannot be used, and why. */
export class RunFault extends Error {
  override name = 'RunFault'
}

/** Bytes of the largest file that is taken for a run. */
const largestRun = 64 * 2 ** 20
/** Faults of a run that are told. */
const mostTold = 3
/** How to get back a run as it was measured. */
const again = 'restore it from version control, or delete it and measure again'

/** Parse a run file's text. Throws {@link RunFault} when it is not a run, with the line and the place in it. */
export function parseRun(text: string, file: string): Run {
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

/** Runs as last read, by path: a text that is still the same is not parsed again. Runs are not changed. */
const lastRead = new Map<string, { text: string; run: Run }>()

/** Read a run, or `null` when there is none. Throws {@link RunFault} when the file is not a run. */
export async function readRun(file: string): Promise<Run | null> {
  let text: string
  try {
    // A pipe or a device may have no end.
    const stats = await stat(file)
    if (stats.isFile() && stats.size > largestRun) {
      throw new RunFault(`${file}: unexpected ${stats.size} bytes, expected at most ${largestRun}; ${again}`)
    }
    if (!stats.isFile()) {
      throw new RunFault(`${file}: unexpected folder, pipe or device, expected a run; move it away`)
    }
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    if (error instanceof RunFault) throw error
    throw new RunFault(`${file}: cannot be read: ${(error as Error).message}`)
  }
  const last = lastRead.get(file)
  if (last?.text === text) return last.run
  const run = parseRun(text, file)
  lastRead.set(file, { text, run })
  return run
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
