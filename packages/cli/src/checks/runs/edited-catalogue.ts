import path from 'node:path'
import { blockSize, blocksOf, type Catalogue, type CatalogueEntry } from '@rulebook/bench'
import { readText } from '../../files/files.ts'
import type { Finding } from '../../findings/finding.ts'
import type { Workspace } from '../../repository/workspace.ts'

/**
 * Entries of the catalogue that the suites do not say: it is written by the tool, and one that was typed names other
 * code than what was measured. Needs no Python: what an entry quotes stands in its function, line for line. Suites
 * that are `changed` (paths from the root) are told of as such.
 */
export async function editedCatalogue(
  { config, paths }: Workspace,
  { benchmarks }: Catalogue,
  changed: ReadonlySet<string>,
): Promise<Finding[]> {
  const finding = (message: string): Finding => {
    return {
      rule: 'stale-catalogue',
      severity: 'error',
      file: config.catalogue,
      message: `${message}; run \`rulebook measure --list\``,
    }
  }
  const texts = new Map<string, string | null>()
  for (const { domain } of benchmarks) {
    if (!texts.has(domain) && /^[a-z0-9-]+$/.test(domain)) {
      texts.set(domain, await readText(`${paths.suites}/${domain}.py`))
    }
  }
  const seen = new Set<string>()
  const messages: string[] = []
  for (const entry of benchmarks) {
    const { id, domain } = entry
    if (changed.has(path.posix.join(config.suites, `${domain}.py`))) continue
    if (seen.has(id)) messages.push(`Unexpected benchmark ${id} twice, expected it once`)
    seen.add(id)
    const suite = texts.get(domain)
    const lines = suite == null ? null : functionOf(suite, entry)
    if (lines === null) {
      messages.push(`Unexpected benchmark ${id}, expected one that its suite defines`)
    } else {
      messages.push(
        ...unsaid(entry, lines).map((what) => `Unexpected ${what} of ${id}, expected that of its suite`),
      )
    }
  }
  for (const [id, members] of blocksOf(benchmarks)) {
    if (members.length >= blockSize.least && members.length <= blockSize.most) continue
    messages.push(`Unexpected ${members.length} benchmarks in ${id}, expected those of its suite`)
  }
  return messages.map(finding)
}

/** Lines of a benchmark's function, with its decorator; `null` for none. */
function functionOf(suite: string, { id, domain }: CatalogueEntry): string[] | null {
  const lines = suite.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  const [of, name] = id.split('/')
  const isFunction = (line: string) => /^(?:async\s+)?def\s+(\w+)\s*\(/.exec(line)?.[1] === name
  const start = lines.findIndex((line, index) => isFunction(line) && isMarked(lines, index))
  if (of !== domain || name === undefined || start === -1) return null
  const decorator = lines.slice(0, start).findLastIndex((line) => /^@\s*benchmark\b/.test(line))
  const next = lines.findIndex((line, index) => index > start && /^@\s*benchmark\b/.test(line))
  return lines.slice(decorator, next === -1 ? lines.length : next)
}

function isMarked(lines: readonly string[], start: number): boolean {
  const above = lines.slice(0, start)
  const decorator = above.findLastIndex((line) => /^@\s*benchmark\b/.test(line))
  return decorator !== -1 && !above.slice(decorator).some((line) => /^(?:async\s+)?def\b|^class\b/.test(line))
}

/** What an entry says and its function does not. */
function unsaid(entry: CatalogueEntry, lines: readonly string[]): string[] {
  const {
    unit,
    kind,
    raw,
    block,
    setupPer,
    statement,
    setup,
    inputs = '',
    doc,
    requires,
    same,
    uses = [],
  } = entry
  const start = lines.findIndex((line) => /^(?:async\s+)?def\b/.test(line))
  const options = lines.slice(0, start).join('\n')
  const body = lines.slice(start + 1)
  const isAsync = lines[start]!.startsWith('async')
  const says = (text: string) => options.includes(`"${text}"`) || options.includes(`'${text}'`)
  const option = (name: string) => new RegExp(`\\b${name}\\s*=`).test(options)
  const facts: [string, boolean][] = [
    ['block', says(block)],
    ['unit', unit === (kind === 'bytes' ? 'B' : 's')],
    [
      'kind',
      kind ===
        (/\bfresh\s*=\s*True\b/.test(options) ? 'fresh' : says('B') ? 'bytes' : isAsync ? 'async' : 'loop'),
    ],
    ['raw', raw === /\braw\s*=\s*True\b/.test(options)],
    ['setupPer', setupPer === (/\bsetup\s*=\s*["']sample["']/.test(options) ? 'sample' : 'process')],
    [
      'requires',
      requires.every(says) &&
        (requires.length > 0 || !option('requires') || /requires\s*=\s*(?:\(\s*\)|\[\s*\])/.test(options)),
    ],
    ['same', same === undefined ? !option('same') || /same\s*=\s*None/.test(options) : says(same)],
    ['uses', ['kept', 'varied'].every((use) => says(use) === uses.some((one) => one === use))],
    ['statement', stands(statement, body)],
    ['setup', stands(withoutInputs(setup, inputs), body)],
    ['inputs', inputs === '' || stands(inputs, body.map(asInputs))],
    ['doc', isSaid(doc, body.join('\n'))],
  ]
  return facts.flatMap(([what, holds]) => (holds ? [] : [what]))
}

/** A setup ends with its inputs, as they are read. */
function withoutInputs(setup: string, inputs: string): string {
  return inputs === '' ? setup : setup.split('\n').slice(0, -inputs.split('\n').length).join('\n')
}

function asInputs(line: string): string {
  return line.replace(/\s*=\s*yield\b/, ' in')
}

/** Do these lines stand among others, one below the other, whatever their indentation? */
function stands(text: string, lines: readonly string[]): boolean {
  if (text === '') return true
  const wanted = text.split('\n').map((line) => line.trim())
  return lines.some((_, start) => wanted.every((line, index) => lines[start + index]?.trim() === line))
}

/** A docstring is told in one line, and may be written with escapes. */
function isSaid(doc: string, body: string): boolean {
  if (doc === '') return true
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  // Of the strings of the body the first is the docstring.
  const [, , docstring = ''] = /("""|'''|"|')(.*?)\1/su.exec(body.slice(body.search(/\bdef\b/))) ?? []
  return docstring.includes('\\') || letters(body).includes(letters(doc))
}
