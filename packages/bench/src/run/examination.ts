import { z } from 'zod'
import { type Origin, publicText } from './public-text.ts'
import { type Warning, warningSchema } from './run.ts'
import { recordedLine, textLimits } from './run-text.ts'

export const examinationSchema = z.object({
  /** What is wrong with what statements do, by the benchmark's name. */
  found: z.record(z.string(), z.array(warningSchema)),
  /** Seconds that comparing results took; 0 where none were compared. */
  resultSeconds: z.number(),
})
/** What was seen of a block's statements before they were sampled. */
export type Examination = z.output<typeof examinationSchema>

/** Seconds that comparing results may take in each process; where it takes longer, only the first does it. */
const longestComparison = 0.1

/** What a process is to look at: the first at every statement, each at results that are to be equal. */
export function examinedBy(
  { members }: { members: readonly { same?: string | undefined }[] },
  earlier: readonly { examination: Examination }[],
): { statements: boolean; results: boolean } {
  const [first] = earlier
  const grouped = members.some(({ same }) => same !== undefined)
  const affordable = first === undefined || first.examination.resultSeconds < longestComparison
  return { statements: first === undefined, results: grouped && affordable }
}

/** The warnings of a benchmark, each code once, fit to be published: they quote values. */
export function examinationWarnings(
  name: string,
  processes: readonly { examination: Examination }[],
  origin: Origin,
): Warning[] {
  const found = new Map<Warning['code'], Warning>()
  for (const { examination } of processes) {
    for (const { code, message } of examination.found[name] ?? []) {
      if (found.has(code)) continue
      found.set(code, { code, message: recordedLine(publicText(message, origin), textLimits.message) })
    }
  }
  return [...found.values()]
}
