import { parsePaper } from '@rulebook/papers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../scripts/properties.ts'
import { changedDirectives } from '../../src/checks/base/changed-directives.ts'
import {
  applyEdit,
  basePapers,
  type DrawnPapers,
  drawnCatalogue,
  drawnEdits,
  paperText,
  spoken,
} from '../drawn-papers.ts'

function parsed(papers: DrawnPapers) {
  return Object.entries(papers).map(([domain, rules]) => {
    const content = paperText(domain, rules)
    const { paper, file } = parsePaper({ path: `papers/${domain}.md`, content }, drawnCatalogue)
    if (!paper) throw new Error(file.messages.join('\n'))
    return { paper, lines: content.split('\n') }
  })
}

/** The first paper with another text of its frontmatter. */
function edited(from: string, to: string) {
  const content = paperText('first', basePapers().first!)
  if (!content.includes(from)) throw new Error(from)
  return parsePaper({ path: 'papers/first.md', content: content.replaceAll(from, to) }, drawnCatalogue).paper!
}

test('a figure that is worked out otherwise changes its directive, and other bounds do not', () => {
  const [before, ...others] = base
  const told = (paper: typeof before) => changedDirectives([paper!, ...others], base, 'main')
  expect(told(edited('holds: "> 1"', 'holds: "> 1.5"'))).toEqual([])
  const found = told(edited('value: slow / fast', 'value: 1000 * slow / fast'))
  expect(found.length).toBeGreaterThan(0)
  for (const { message } of found) expect(message).toContain('of which a figure changed its expression')
})

const base = parsed(basePapers()).map(({ paper }) => paper)

test('whatever is edited, what agents are told anew is reported, and nothing else', () => {
  fc.assert(
    fc.property(drawnEdits, (edits) => {
      const papers = basePapers()
      edits.forEach((edit, serial) => {
        applyEdit(papers, edit, serial)
      })
      const now = parsed(papers)
      const findings = changedDirectives(
        now.map(({ paper }) => paper),
        base,
        'main',
      )
      const told = findings.map(({ message }) => /“([^”]*)”$/.exec(message)![1])
      const touched = Object.values(papers)
        .flat()
        .flatMap(({ forms }) => forms.filter((form) => form.touched))
      expect(told.sort()).toEqual(touched.map(spoken).sort())
      for (const { file, line, column, endLine, endColumn } of findings) {
        const { lines } = now.find(({ paper }) => paper.file === file)!
        expect({ column, endLine }).toEqual({ column: 3, endLine: line })
        expect(lines[line! - 1]!.slice(column! - 1, endColumn! - 1)).toMatch(/^Don't do .*\)\.$/)
      }
    }),
  )
})

test('a directive that changed stands beside what it was', () => {
  const papers = basePapers()
  papers.first![1]!.forms[1]!.words = 'anything'
  papers.first![1]!.forms[1]!.claim = 'two'
  const found = changedDirectives(
    parsed(papers).map(({ paper }) => paper),
    base,
    'main',
  )
  expect(found).toMatchObject([
    {
      rule: 'directive-changed',
      severity: 'note',
      file: 'papers/first.md',
      message:
        "Review this directive, which changed since main, from “Don't do first 1 at length; do less ({#one}).” to “Don't do anything; do less ({#two}).”",
    },
  ])
})
