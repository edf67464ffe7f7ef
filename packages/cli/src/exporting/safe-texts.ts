import type { EvidenceFile } from '@rulebook/distiller'
import { unsafeRulebook, unsafeValues } from '../checks/papers/unsafe-texts.ts'
import { largestRulebook, readText } from '../files/files.ts'
import { exitCodes, Failure, FindingsFailure } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { readEvidence } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'
import { refuseWhatCheckRefuses } from './refuse-what-check-refuses.ts'
import { type RulebookText, readRulebook } from './rulebook-text.ts'
import { type RulesDocument, rulesDocument } from './rules-document.ts'

/**
 * The rulebook as it lies on disk. Throws a Failure when there is none, one with exit code 4 when it holds
 * what agents must not be handed, and one with the exit code of `check` when that finds any error.
 */
export async function safeRulebook(workspace: Workspace): Promise<RulebookText> {
  const { paths, config } = workspace
  const text = await readText(paths.rulebook, { most: largestRulebook })
  if (text === null) {
    throw new Failure(
      `There is no ${config.rulebook} to hand to agents, expected the rulebook; run \`rulebook rebuild\``,
    )
  }
  refuseUnsafe(config.rulebook, unsafeRulebook(config.rulebook, text))
  const rulebook = readRulebook(config.rulebook, text)
  await refuseWhatCheckRefuses(workspace)
  return rulebook
}

/**
 * The rulebook's rules with the evidence that each rests on, and all of the evidence. Throws a Failure with exit
 * code 4 when any text of it is unsafe. That both hold the same rules was checked with the rulebook.
 */
export async function safeDocument(
  workspace: Workspace,
  rulebook: RulebookText,
): Promise<{ document: RulesDocument; evidence: EvidenceFile }> {
  const { config } = workspace
  const evidence = await readEvidence(workspace)
  if (!evidence) {
    throw new Failure(
      `There is no ${config.evidence} to take rules from, expected the evidence; run \`rulebook rebuild\``,
    )
  }
  const document = rulesDocument(rulebook, evidence)
  refuseUnsafe(config.evidence, unsafeValues(config.evidence, document))
  return { document, evidence }
}

/** Throws a Failure with exit code 4, which names every place, when anything of `name` is unsafe. */
export function refuseUnsafe(name: string, unsafe: Finding[]): void {
  if (unsafe.length === 0) return
  const places = unsafe.map(({ file, line, message }) => {
    return `${file}${line === undefined ? '' : `:${line}`}: ${message}`
  })
  throw new FindingsFailure(
    [`${name} holds what agents must not be handed; it was withheld`, ...places],
    unsafe,
    exitCodes.unsafe,
  )
}
