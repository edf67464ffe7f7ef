import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readContent, type SiteContent } from '../site/content.ts'
import { code, plain } from '../site/html/markdown.ts'
import { inMarkupCharacters } from '../site/html/references.ts'
import { nameOf, shownInterval } from '../site/pages/estimates.ts'
import { evidencePage } from '../site/pages/evidence-page.ts'
import { runList } from '../site/pages/runs.ts'
import { decoded, squeezed, textOf } from './html.ts'

const site = fileURLToPath(new URL('..', import.meta.url))
const repository = path.resolve(site, '../..')
const builder = fileURLToPath(new URL('./build.js', import.meta.url))

let content: SiteContent
let folder: string
/** The built pages by path, such as `papers/async-overhead.html`. */
const pages = new Map<string, string>()

beforeAll(async () => {
  content = await readContent()
  // Inside the site's folder, so that what is built finds its packages.
  folder = mkdtempSync(path.join(site, '.vitepress/test-'))
  // Fails on links to pages that are not there.
  execFileSync(process.execPath, [builder, site, folder], { cwd: repository })
  const dist = path.join(folder, 'dist')
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.html'))
      pages.set(name.split(path.sep).join('/'), readFileSync(path.join(dist, name), 'utf8'))
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the site', () => {
  it('has a page and an evidence page for every paper, and lists each', () => {
    const markdown = readdirSync(path.join(repository, 'packages/papers/content')).filter((name) =>
      name.endsWith('.md'),
    )
    expect(content.papers.map(({ paper }) => `${paper.domain}.md`)).toEqual(markdown.sort())
    for (const { paper } of content.papers) {
      expect(textOf(pages.get(`papers/${paper.domain}.html`)!)).toContain(paper.title)
      expect(pages.get('papers/index.html')).toContain(`href="/papers/${paper.domain}.html"`)
      expect(pages.get('evidence/index.html')).toContain(`href="/evidence/${paper.domain}.html"`)
    }
  })

  it('shows every line of the rulebook, and every rule that was left out with its reason', () => {
    const home = textOf(pages.get('index.html')!)
    const rulebook = textOf(pages.get('rulebook.html')!)
    for (const line of content.rulebook.trim().split('\n')) {
      expect(home).toContain(squeezed(line))
      expect(rulebook).toContain(squeezed(line))
    }
    const leftOut = content.evidence.rules.flatMap(({ reason }) => reason ?? [])
    for (const reason of leftOut) expect(rulebook).toContain(squeezed(reason))
  })

  it('shows every claim of the evidence with its figure, interval, verdict and benchmarks', () => {
    for (const claim of content.evidence.claims) {
      const row = rowsOf(pages.get(`evidence/${claim.domain}.html`)!, nameOf(claim))
      expect(row).toContain(squeezed(claim.figure ?? '—'))
      expect(row).toContain(claim.verdict)
      for (const id of claim.benchmarks) expect(row).toContain(nameOf({ id }))
      for (const { interval } of claim.runs)
        expect(row).toContain(squeezed(shownInterval(interval, claim.kind)))
    }
  })

  it('says why a bound lies far from what was measured', () => {
    const [{ paper }] = content.papers as [SiteContent['papers'][number]]
    const claims = content.evidence.claims.map((claim) =>
      claim.kind === 'rank' ? claim : { ...claim, why: 'disks *differ* | much' },
    )
    const page = evidencePage(paper, { ...content, evidence: { ...content.evidence, claims } }).markdown
    const { holds } = claims.find(({ domain, kind }) => domain === paper.domain && kind !== 'rank')!
    expect(page).toContain(`${code(holds)}: ${plain('disks *differ* | much')}`)
  })

  it('says of every run what its files lay on', () => {
    const [run] = content.evidence.runs
    expect(runList([{ ...run!, filesystem: 'ext4' }])).toContain(', files on ext4, measured ')
    const { filesystem, ...unknown } = run!
    expect(runList([unknown])).not.toContain('files on')
  })

  it('shows every benchmark of the catalogue with its statement', () => {
    for (const benchmark of content.benchmarks) {
      const page = pages.get(`evidence/${benchmark.domain}.html`)
      // A suite may be there before its paper.
      if (!page) continue
      expect(decoded(page)).toContain(`id="${nameOf(benchmark)}"`)
      expect(textOf(page)).toContain(squeezed(benchmark.statement))
    }
  })

  it('shows the warnings of a cost under its benchmark, and nothing of them where there are none', () => {
    const { paper } = content.papers.find(({ paper }) =>
      paper.figures.some(({ target }) => target.type === 'benchmark'),
    )!
    const shown = content.evidence.benchmarks.filter(({ id }) => id.startsWith(`${paper.domain}/`))
    const [warned] = shown
    const sectionOf = ({ id }: { id: string }) => {
      const benchmarks = shown.map((entry) => ({
        ...entry,
        warnings: entry === warned ? [{ code: 'drifting', message: 'rises by 8 % *within* most' }] : [],
      }))
      const page = evidencePage(paper, { ...content, evidence: { ...content.evidence, benchmarks } }).markdown
      return page.split(`\n### ${plain(nameOf({ id }))}\n`)[1]!.split('\n### ')[0]!
    }
    expect(sectionOf(warned!)).toContain(`\n\n- drifting: ${plain('rises by 8 % *within* most')}\n`)
    for (const other of shown.slice(1)) expect(sectionOf(other)).not.toContain('less trust')
  })

  it('has an anchor for every link into a page', () => {
    const dangling = [...pages].flatMap(([page, html]) =>
      [...html.matchAll(/href="([^"#]*)#([^"]+)"/g)].flatMap(([, url, anchor]) => {
        if (/^[a-z]+:/.test(url!)) return []
        const target =
          url === '' ? html : pages.get(url!.replace(/^\//, '').replace(/(^|\/)$/, '$1index.html'))
        return target?.includes(`id="${decodeURIComponent(anchor!)}"`) ? [] : [`${page}: ${url}#${anchor}`]
      }),
    )
    expect([...new Set(dangling)]).toEqual([])
  })

  it('leads every figure to its claim or its benchmark, and says what was measured', () => {
    const { claims, benchmarks } = content.evidence
    const measured = new Set(
      [...claims, ...benchmarks].flatMap(({ id, runs }) => (runs.length > 0 ? [id] : [])),
    )
    for (const { paper } of content.papers) {
      const html = pages.get(`papers/${paper.domain}.html`)!
      expect(html).not.toContain('bench:')
      for (const { target, text } of paper.figures) {
        const name = nameOf(target)
        const url = target.type === 'claim' ? `#${name}` : `/evidence/${paper.domain}.html#${name}`
        const links = [
          ...html.matchAll(new RegExp(`<a href="${inMarkupCharacters(url)}"([^>]*)>([^<]*)</a>`, 'g')),
        ]
        const found = links.find(([, , shown]) => textOf(shown!) === squeezed(text))
        expect(found, `${paper.domain}: ${text} → ${url}`).toBeDefined()
        if (measured.has(target.id))
          expect(decoded(found![1]!), `${paper.domain}: ${text}`).toContain('95 % interval')
      }
    }
  })

  it('tells good examples from bad ones', () => {
    for (const { paper } of content.papers) {
      const html = pages.get(`papers/${paper.domain}.html`)!
      for (const kind of ['good', 'bad'] as const) {
        const expected = paper.examples.filter((example) => example.kind === kind).length
        expect(html.split(`class="example ${kind}"`).length - 1).toBe(expected)
      }
    }
  })

  it('resolves every citation to a reference in its paper and to the notice', () => {
    const notice = readFileSync(path.join(repository, 'NOTICE'), 'utf8')
    for (const { paper, source } of content.papers) {
      const references = /^## References\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(source)?.[1] ?? ''
      for (const { cited, id } of paper.claims) {
        if (!cited) continue
        expect(references, `${id}: a reference “- ${cited.by}: …”`).toContain(`- ${cited.by}:`)
        expect(notice.split('\n'), `NOTICE: a line “${cited.by}”`).toContain(cited.by)
      }
    }
  })

  it('asks nothing of other hosts', () => {
    for (const [page, html] of pages) {
      const fetched = [...html.matchAll(/(?:src|href)="((?:https?:)?\/\/[^"]*)"/g)].map(([, url]) => url)
      expect(fetched, page).toEqual([])
    }
  })
})

/** The text of a claim's rows in the evidence table, one a run. */
function rowsOf(html: string, claim: string): string {
  const rows = html.split('<tr>').filter((row) => textOf(row.split('</td>')[0]!) === claim)
  return textOf(rows.join(' '))
}
