import { configFile } from '../../files/root.ts'
import { Failure } from '../../findings/failure.ts'
import type { Finding } from '../../findings/finding.ts'
import { visibleLine } from '../../findings/visible-text.ts'
import type { LoadedPaper } from '../../papers/read-papers.ts'
import type { Workspace } from '../../repository/workspace.ts'
import { type Base, commitOf } from './base-branch.ts'
import { type BaseTexts, readBaseTexts } from './base-directives.ts'
import { changedDirectives } from './changed-directives.ts'

/**
 * What agents will be told that the base branch does not tell them: directives and the rulebook's heading. A base that the CI system
 * names and that cannot be read is a warning; throws a Failure when it was asked for.
 */
export async function sinceBase(
  { root, config }: Workspace,
  papers: readonly LoadedPaper[],
  base: Base | null,
): Promise<Finding[]> {
  if (base === null) return []
  const name = visibleLine(base.name)
  const before = await readBase(root, base)
  if ('problem' in before) {
    const message = `The base ${name} cannot be read (${before.problem}), expected its history in this clone, to compare directives with; fetch it: \`fetch-depth: 0\` for actions/checkout, \`GIT_DEPTH: 0\` on GitLab, \`git fetch origin\` elsewhere`
    if (base.named) throw new Failure(message)
    return [{ rule: 'base-unread', severity: 'warning', message }]
  }
  const heading: Finding = {
    rule: 'directive-changed',
    severity: 'note',
    file: configFile,
    message: `Review the rulebook's heading, which changed since ${name}, from “${visibleLine(before.title)}” to “${visibleLine(config.title)}”`,
  }
  return [
    ...(config.title === before.title ? [] : [heading]),
    ...changedDirectives(
      papers.map(({ paper }) => paper),
      before.papers,
      name,
    ),
  ]
}

async function readBase(root: string, base: Base): Promise<BaseTexts | { problem: string }> {
  const found = await commitOf(root, base)
  if ('problem' in found) return found
  try {
    return await readBaseTexts(root, found.commit)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { problem: error.message }
  }
}
