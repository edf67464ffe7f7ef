import { computeOutputs, readPublished } from '../distilling.ts'
import { benchmarkDrift } from '../drift.ts'
import { type ExitCode, exitCodes, Failure } from '../failure.ts'
import { readText } from '../files.ts'
import { committedCatalogue } from '../measuring.ts'
import { type Finding, readPapers } from '../papers.ts'
import type { Workspace } from '../workspace.ts'

/** Recompute everything from the published run and the papers, and say what is stale. Changes nothing. */
export async function checkCommand(workspace: Workspace): Promise<ExitCode> {
  const { config, output, root } = workspace
  const catalogue = await committedCatalogue(workspace)
  const { papers, warnings } = await readPapers(workspace, catalogue)
  const { run, evidence } = await readPublished(workspace)
  if (!run) {
    throw new Failure(
      `There is no ${config.publishedRun} to check against, expected the published run; run \`rulebook rebuild\``,
    )
  }
  const { distillation, texts } = await computeOutputs(workspace, papers, run, evidence)
  const findings: Finding[] = [...warnings, ...benchmarkDrift(run, catalogue, papers)]
  for (const [file, text] of texts) {
    const current = await readText(file)
    if (current === text) continue
    const name = file.slice(root.length + 1)
    const line = current === null ? undefined : firstDifference(current, text)
    findings.push({
      rule: 'stale',
      severity: 'error',
      file: name,
      ...(line === undefined ? {} : { line }),
      message: `Unexpected ${current === null ? 'absence' : 'content'}, expected what the published run and the papers give; run \`rulebook distill\``,
    })
  }
  for (const rule of distillation.evidence.rules) {
    if (rule.reason !== undefined) {
      findings.push({
        rule: 'left-out',
        severity: 'warning',
        message: `${rule.id} is left out: ${rule.reason}`,
      })
    }
  }
  const errors = findings.filter((finding) => finding.severity === 'error')
  for (const finding of findings) {
    const place = finding.file ? `${finding.file}${finding.line ? `:${finding.line}` : ''}: ` : ''
    const text = `${place}${finding.message} [${finding.rule}]`
    if (finding.severity === 'error') output.fail(text)
    else output.note(text)
  }
  if (errors.length === 0)
    output.say(`${papers.length} papers and ${config.rulebook} agree with the published run`)
  output.result({ command: 'check', findings })
  return errors.length > 0 ? exitCodes.findings : exitCodes.fine
}

/** 1-based number of the first line in which two texts differ. */
function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')]
  const index = left.findIndex((line, n) => line !== right[n])
  return (index === -1 ? left.length : index) + 1
}
