import type { Finding } from '../../findings/finding.ts'
import { findingLine } from '../../findings/finding-line.ts'
import type { Output } from '../../terminal/output.ts'

/** Say what a check found, or that it found no error. */
export function reportFindings(output: Output, rulebook: string, findings: Finding[], papers: number): void {
  for (const finding of findings) {
    if (finding.severity === 'error') output.fail(findingLine(finding))
    else output.note(findingLine(finding))
  }
  if (findings.every(({ severity }) => severity !== 'error')) {
    output.say(`${papers} papers and ${rulebook} agree with the published run`)
  }
}
