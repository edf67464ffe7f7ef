import path from 'node:path'
import { type CodeExample, loadPapers, type PaperCache } from '@rulebook/papers'
import type { Line } from '../explaining/explanations.ts'
import { committedCatalogue } from '../repository/committed-catalogue.ts'
import type { Workspace } from '../repository/workspace.ts'

/**
 * What a rule's paper adds for whoever is about to apply it: what to write and what not, and where to read
 * when it does not apply. A paper that cannot be used, for whatever reason, takes away no more than that.
 */
export async function ruleExamples(workspace: Workspace, cache: PaperCache, id: string): Promise<Line[]> {
  const { config } = workspace
  const name = `${id.split('/')[0]}.md`
  const none = [{ text: '' }, { text: `No examples: ${config.papers}/${name} cannot be read as it is.` }]
  try {
    const catalogue = await committedCatalogue(workspace)
    const { files } = await loadPapers(workspace.paths.papers, config.papers)
    const file = files.find((candidate) => path.posix.basename(candidate.path) === name)
    const paper = file && cache.parse(file, catalogue).paper
    if (!paper?.rules.some((rule) => rule.id === id)) return none
    const examples = paper.examples.filter(({ rule }) => rule === id)
    return [
      ...examples.flatMap(exampleLines),
      { text: '' },
      { text: `When it does not apply: ${paper.file}` },
    ]
  } catch {
    // Told in full by `rulebook check`.
    return none
  }
}

function exampleLines({ kind, code }: CodeExample): Line[] {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [
    { text: '' },
    { text: kind === 'good' ? 'Write:' : 'Not:' },
    ...[`${fence}python`, ...code.split('\n'), fence].map((text): Line => ({ text, code: true })),
  ]
}
