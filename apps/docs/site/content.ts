import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type EvidenceFile, parseEvidenceFile } from '@rulebook/distiller'
import { loadPapers, type Paper, parsePapers } from '@rulebook/papers'
import { refuseLinksTo } from './no-links.ts'

/** A benchmark as the catalogue lists it. */
export interface BenchmarkSource {
  /** `domain/name`. */
  id: string
  domain: string
  block: string
  unit: 's' | 'B'
  kind: string
  doc: string
  setup: string
  setupPer: 'process' | 'sample'
  statement: string
  raw: boolean
}

/** Everything the site shows, besides its guides. */
export interface SiteContent {
  papers: { paper: Paper; source: string }[]
  evidence: EvidenceFile
  /** The text of RULEBOOK.md. */
  rulebook: string
  benchmarks: BenchmarkSource[]
  /** The page that explains every fault of a paper: Markdown. */
  faults: string
  /** The page that explains every finding of `check`: Markdown. */
  findings: string
}

const root = new URL('../../../', import.meta.url)

/** Where the content lies, as paths from the root of the repository. */
const files = {
  papers: 'packages/papers/content',
  catalogue: 'packages/bench/catalogue.json',
  evidence: 'RULEBOOK.evidence.json',
  rulebook: 'RULEBOOK.md',
  faults: 'packages/papers/faults.md',
  findings: 'packages/cli/findings.md',
}

/** Absolute paths of what the site is made from, for watching. */
export const contentPaths = Object.values(files).map((file) => fileURLToPath(new URL(file, root)))

/**
 * Read what the pipeline wrote. Throws with every fault of every paper when one cannot be used, and for a symbolic
 * link in the place of a file.
 */
export async function readContent(): Promise<SiteContent> {
  refuseLinksTo(fileURLToPath(root), Object.values(files))
  const read = (file: string) => readFile(new URL(file, root), 'utf8')
  // The catalogue was validated by the package that wrote it.
  const { benchmarks } = parsed(await read(files.catalogue)) as { benchmarks: BenchmarkSource[] }
  const { files: found, refused } = await loadPapers(fileURLToPath(new URL(files.papers, root)), files.papers)
  const papers = parsePapers(found, { benchmarks })
  const faults = [...refused, ...papers.map(({ file }) => file)].flatMap(({ messages }) =>
    messages.filter(({ fatal }) => fatal).map(inLine),
  )
  if (faults.length > 0) throw new Error(`papers need fixes:\n${faults.join('\n')}`)
  return {
    papers: papers.map(({ paper }, index) => ({ paper: paper!, source: found[index]!.content })),
    evidence: parseEvidenceFile(await read(files.evidence), files.evidence),
    rulebook: await read(files.rulebook),
    benchmarks,
    faults: await read(files.faults),
    findings: await read(files.findings),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(
      `${files.catalogue}: not JSON, expected the catalogue; \`rulebook measure --list\` writes it`,
    )
  }
}

/** A message behind a mark of ours, on one line: no text of others begins a line, which a runner might act upon. */
function inLine(message: object): string {
  return `- ${String(message)
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replaceAll('##', '# #')}`
}
