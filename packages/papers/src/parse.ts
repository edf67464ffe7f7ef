import { VFile } from 'vfile'
import { findSections, openBlock, parseBody, spanOf } from './body/body.ts'
import { evidenceSpan, ownSlugs } from './body/evidence-span.ts'
import type { FigureScope } from './body/figure-scope.ts'
import { readFigures } from './body/figures.ts'
import { linkedClaims } from './body/linked-claims.ts'
import { warnOfOddTables } from './body/odd-table.ts'
import { readTriedVersions } from './body/tried-version.ts'
import type { CatalogueView } from './catalogue-view.ts'
import { readClaims } from './claims/claims.ts'
import { Faults } from './faults/fault.ts'
import { domainBenchmarks } from './frontmatter/domain.ts'
import { type ReadFrontmatter, readFrontmatter } from './frontmatter/frontmatter.ts'
import type { Paper } from './paper.ts'
import { withoutConflicts } from './read/merge-conflict.ts'
import type { PaperFile } from './read/paper-file.ts'
import { withinLimits } from './read/within-limits.ts'
import { readExamples } from './rules/examples.ts'
import { warnOfMeasuredNumbers, warnOfMeasuredNumbersInFrontmatter } from './rules/measured-number.ts'
import { readRules, ruleSections } from './rules/rules.ts'
import { shownCode } from './rules/shown-code.ts'
import { chatTokenMessage, findChatTokens } from './safety/chat-token.ts'
import { findMixedWords, mixedWordMessage } from './safety/script.ts'
import { findUnsafeText } from './safety/unsafe-text.ts'

/** A parsed paper, or `null` when a fault keeps it from being used; every fault is in `file.messages`. */
export interface ParsedPaper {
  paper: Paper | null
  file: VFile
}

/** A way to parse a paper: {@link parsePaper}, or one that remembers. */
type ParsePaper = (file: PaperFile, catalogue: CatalogueView) => ParsedPaper

/**
 * Parse and check one paper. Never throws, whatever the file holds: what is wrong with it is told
 * as messages with place and rule id, all at once; those that are `fatal` keep it from being used.
 */
export function parsePaper({ path, content }: PaperFile, catalogue: CatalogueView): ParsedPaper {
  const file = new VFile({ path, value: content })
  const faults = new Faults(file)
  const shift = content.startsWith('\ufeff') ? 1 : 0
  const text = content.slice(shift)
  if (!hasLineEnds(text, shift, faults) || !withinLimits(text, faults)) return { paper: null, file }
  if (!withoutConflicts(text, shift, faults)) return { paper: null, file }
  reportUnsafe(text, shift, faults)
  const frontmatter = readFrontmatter(text, shift, stemOf(path), faults)
  const paper = frontmatter ? readPaper({ path, content }, frontmatter, catalogue, faults) : null
  file.messages.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
  return { paper: faults.fatal ? null : paper, file }
}

/**
 * Parse the papers of one folder. Each has a domain of its own: a paper's domain is its file's name.
 */
export function parsePapers(
  files: PaperFile[],
  catalogue: CatalogueView,
  parse: ParsePaper = parsePaper,
): ParsedPaper[] {
  return files.map((file) => parse(file, catalogue))
}

function readPaper(
  { path, content }: PaperFile,
  frontmatter: ReadFrontmatter,
  catalogue: CatalogueView,
  faults: Faults,
): Paper {
  const { title, domain, status, summary } = frontmatter.data
  const benchmarks = domainBenchmarks(frontmatter, stemOf(path), catalogue, faults)
  const claims = readClaims(frontmatter, benchmarks, faults)
  const text = content.slice(frontmatter.end)
  const body = parseBody(text)
  const evidence = evidenceSpan(body, text)
  const headings = ownSlugs(body, evidence)
  const claimNames = frontmatter.claimNames ?? linkedClaims(body, headings)
  // What a rule leans on may stand in the frontmatter.
  if (!frontmatter.claimNames) faults.overlook('rule-without-claim')
  const { end: shift } = frontmatter
  const scope: FigureScope = { text, shift, domain, claimNames, benchmarks, body, headings, evidence }
  reportCollisions(scope, faults)
  reportSections(scope, faults)
  const figures = readFigures(scope, faults)
  const examples = readExamples(scope, ruleSections(body), faults)
  const rules = readRules(frontmatter, scope, shownCode(examples, catalogue, domain), faults)
  warnOfMeasuredNumbersInFrontmatter(frontmatter, faults)
  warnOfMeasuredNumbers(scope, faults)
  warnOfOddTables(scope, faults)
  return {
    file: path,
    domain,
    title,
    status,
    summary,
    claims,
    rules,
    figures,
    evidence: evidence && { start: evidence.start + scope.shift, end: evidence.end + scope.shift },
    examples,
    triedOn: readTriedVersions(scope, faults),
  }
}

function stemOf(path: string): string {
  return path.split(/[\\/]/).at(-1)!.replace(/\.md$/, '')
}

/** Lines that end with a carriage return alone, as on the first Macs, are one line to every parser here. */
function hasLineEnds(text: string, shift: number, faults: Faults): boolean {
  const at = text.indexOf('\r')
  if (at === -1 || text.includes('\n')) return true
  faults.add({
    rule: 'file-line-ends',
    at: at + shift,
    message:
      'Unexpected lines that end with CR alone, expected LF or CR LF; save the file with Unix line endings',
  })
  return false
}

/** Characters that are not seen, tokens of chat templates and words of two scripts have no place anywhere in a paper. */
function reportUnsafe(text: string, shift: number, faults: Faults): void {
  for (const { offset, name, reason } of findUnsafeText(text)) {
    faults.add({
      rule: 'unsafe-character',
      at: offset + shift,
      message: `Unexpected ${name}, ${reason}, expected only characters that a reader sees; delete it`,
    })
    if (faults.full) return
  }
  for (const token of findChatTokens(text)) {
    faults.add({ rule: 'unsafe-token', at: token.offset + shift, message: chatTokenMessage(token) })
  }
  for (const mixed of findMixedWords(text)) {
    const at = mixed.offset + shift
    faults.add({ rule: 'unsafe-script', at, to: at + mixed.word.length, message: mixedWordMessage(mixed) })
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

/** The sections that the pipeline reads and writes stand once, and can be reached. */
function reportSections({ body, text, shift }: FigureScope, faults: Faults): void {
  for (const title of ['Rules', 'Evidence']) {
    for (const { heading } of findSections(body, title).slice(1)) {
      faults.add({
        rule: 'duplicate-section',
        at: spanOf(heading).start + shift,
        message: `Unexpected second section “${title}”, expected one; join them`,
      })
    }
  }
  const open = openBlock(body, text)
  if (!open) return
  const [what, end] = open.type === 'code' ? ['code block', 'a line of ```'] : ['HTML block', 'its end']
  faults.add({
    rule: 'open-block',
    at: spanOf(open).start + shift,
    message: `Unexpected end of file inside a ${what}, expected ${end}; close the block`,
  })
}
