import { z } from 'zod'
import { type EvidenceFile, evidenceFileSchema } from '../evidence-file.ts'
import { figureText } from '../figures/figure-text.ts'

/** Faults of an evidence file that are listed; the file is written again in any case. */
const mostListed = 3

/** An evidence file that cannot be used, and why. */
export class EvidenceFault extends Error {
  override name = 'EvidenceFault'
}

/**
 * Parse the text of an evidence file. The texts of figures are made from the estimates beside them, so that one that was
 * edited by hand has no effect. Throws {@link EvidenceFault} when it is not an evidence file.
 */
export function parseEvidenceFile(text: string, file: string): EvidenceFile {
  const fix = 'run `rulebook distill`, which writes it again'
  const conflict = /^(?:<{7}|>{7}|\|{7}) .*$|^={7}$/m.exec(text)
  const found = text.startsWith('\ufeff')
    ? 'a byte order mark'
    : conflict && `the mark of a merge conflict “${conflict[0].slice(0, 7)}”`
  if (found) {
    const line = text.slice(0, conflict?.index ?? 0).split('\n').length
    throw new EvidenceFault(`${file}:${line}: not JSON but ${found}, expected a rulebook.evidence/1; ${fix}`)
  }
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new EvidenceFault(
      `${file}: not JSON (${jsonProblem(error)}), expected a rulebook.evidence/1; ${fix}`,
    )
  }
  const result = evidenceFileSchema.safeParse(data)
  if (result.success) return withFigures(result.data)
  const { issues } = result.error
  const listed = z.prettifyError(new z.ZodError(issues.slice(0, mostListed)))
  const more = issues.length > mostListed ? `\nand ${issues.length - mostListed} more` : ''
  throw new EvidenceFault(`${file}: not a rulebook.evidence/1:\n${listed}${more}\n${fix}`)
}

/** What a JSON parser says, without the piece of the text that it quotes. */
function jsonProblem(error: unknown): string {
  return (error as Error).message.replace(/, (?:\.{3})?".*$/s, '')
}

function withFigures(evidence: EvidenceFile): EvidenceFile {
  return {
    ...evidence,
    claims: evidence.claims.map((claim) => ({ ...claim, figure: figureText(claim) })),
    benchmarks: evidence.benchmarks.map((benchmark) => ({ ...benchmark, figure: figureText(benchmark) })),
  }
}

/** An evidence file as it is written to disk. Throws when it could not be read back: nothing but that is written. */
export function formatEvidenceFile(evidence: EvidenceFile): string {
  const { error } = evidenceFileSchema.safeParse(evidence)
  if (error) throw new Error(`the evidence made is not a rulebook.evidence/1:\n${z.prettifyError(error)}`)
  return `${JSON.stringify(evidence, null, 2)}\n`
}
