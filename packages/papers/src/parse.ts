import { visit } from 'unist-util-visit'
import { VFile } from 'vfile'
import { parseBody, spanOf } from './body.ts'
import { type CatalogueView, DomainBenchmarks } from './catalogue-view.ts'
import { readClaims } from './claims.ts'
import { Faults } from './fault.ts'
import { type FigureScope, readFigures } from './figures.ts'
import { type ReadFrontmatter, readFrontmatter } from './frontmatter.ts'
import { withinLimits } from './limits.ts'
import { warnOfMeasuredNumbers } from './measured-number.ts'
import type { CodeExample, Paper } from './paper.ts'
import type { PaperFile } from './paper-file.ts'
import { readRules } from './rules.ts'
import { findUnsafeText } from './unsafe-text.ts'

/** A parsed paper, or `null` when a fault keeps it from being used; every fault is in `file.messages`. */
export interface ParsedPaper {
  paper: Paper | null
  file: VFile
}

/**
 * Parse and check one paper. Never throws, whatever the file holds: what is wrong with it is told
 * as messages with place and rule id, all at once; those that are `fatal` keep it from being used.
 */
export function parsePaper({ path, content }: PaperFile, catalogue: CatalogueView): ParsedPaper {
  const file = new VFile({ path, value: content })
  const faults = new Faults(file)
  const shift = content.startsWith('\ufeff') ? 1 : 0
  const text = content.slice(shift)
  const frontmatter = withinLimits(text, faults) ? readFrontmatter(text, shift, faults) : null
  const paper = frontmatter ? readPaper(path, text, shift, frontmatter, catalogue, faults) : null
  return { paper: faults.fatal ? null : paper, file }
}

/** Parse all papers, and check what only shows between them. */
export function parsePapers(files: PaperFile[], catalogue: CatalogueView): ParsedPaper[] {
  const byDomain = new Map<string, string>()
  return files.map((file) => {
    const parsed = parsePaper(file, catalogue)
    if (!parsed.paper) return parsed
    const { domain } = parsed.paper
    const other = byDomain.get(domain)
    if (!other) {
      byDomain.set(domain, file.path)
      return parsed
    }
    new Faults(parsed.file).add({
      rule: 'duplicate-domain',
      at: 0,
      message: `Unexpected second paper of the domain ${domain}, expected one; ${other} is the first`,
    })
    return { paper: null, file: parsed.file }
  })
}

function readPaper(
  path: string,
  text: string,
  shift: number,
  frontmatter: ReadFrontmatter,
  catalogue: CatalogueView,
  faults: Faults,
): Paper | null {
  const { title, domain, status, summary } = frontmatter.data
  const name = path.split(/[\\/]/).at(-1)
  if (name !== `${domain}.md`) {
    faults.add({
      rule: 'domain-name',
      at: frontmatter.at(['domain']),
      message: `Unexpected domain “${domain}” in ${name}, expected the file's name; rename one of them`,
    })
  }
  reportUnsafe(text, shift, faults)
  const benchmarks = new DomainBenchmarks(catalogue, domain)
  if (benchmarks.names.length === 0) {
    faults.add({
      rule: 'unknown-domain',
      at: frontmatter.at(['domain']),
      message: `Unexpected domain “${domain}”, expected one with a suite; write suites/python/${domain}.py first`,
    })
    return null
  }
  const claims = readClaims(frontmatter, benchmarks, faults)
  const body = parseBody(text, frontmatter.end - shift)
  const scope: FigureScope = {
    text,
    shift,
    domain,
    claims: new Map(claims.map((claim) => [claim.name, claim])),
    claimNames: new Set(Object.keys(frontmatter.data.claims)),
    benchmarks,
    body,
  }
  reportCollisions(scope, faults)
  const figures = readFigures(scope, faults)
  const rules = readRules(frontmatter, scope, faults)
  warnOfMeasuredNumbers(scope, faults)
  return {
    file: path,
    domain,
    title,
    status,
    summary,
    claims,
    rules,
    figures,
    examples: readExamples(scope, faults),
  }
}

/** Invisible and direction-changing characters have no place anywhere in a paper. */
function reportUnsafe(text: string, shift: number, faults: Faults): void {
  for (const { offset, name, reason } of findUnsafeText(text).slice(0, 100)) {
    faults.add({
      rule: 'unsafe-character',
      at: offset + shift,
      message: `Unexpected ${name}, ${reason}, expected only characters that a reader sees; delete it`,
    })
  }
}

/** A claim's name must be the anchor of its own heading in the Evidence section and of nothing else. */
function reportCollisions({ body, claimNames, shift }: FigureScope, faults: Faults): void {
  let inEvidence = false
  for (const { heading, slug, title } of body.sections) {
    if (heading.depth <= 2) inEvidence = title.trim() === 'Evidence'
    const own = inEvidence && heading.depth === 3 && title.trim() === slug
    if (!claimNames.has(slug) || own) continue
    faults.add({
      rule: 'slug-collision',
      at: spanOf(heading).start + shift,
      message: `Unexpected heading “${title}” whose anchor is also a claim's name, expected them to differ; rename one`,
    })
  }
}

function readExamples({ body, shift }: FigureScope, faults: Faults): CodeExample[] {
  const examples: CodeExample[] = []
  visit(body.tree, 'code', (node) => {
    const kind = node.lang === 'python' ? /\b(good|bad)\b/.exec(node.meta ?? '')?.[1] : undefined
    if (kind)
      examples.push({
        kind: kind as CodeExample['kind'],
        code: node.value,
        place: faults.point(spanOf(node).start + shift),
      })
  })
  return examples
}
