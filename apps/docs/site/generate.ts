import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SiteContent } from './content.ts'
import { guideNames } from './guides.ts'
import { type InertPage, inertHtml } from './html/inert-html.ts'
import type { Page } from './html/page.ts'
import { refuseLinksIn } from './no-links.ts'
import { renderPages } from './pages/pages.ts'

/** Folder of the pages made from the pipeline's output; git-ignored. */
export const generatedFolder = 'generated'

/**
 * Write the pages that changed into the site at `root`, and remove those of papers that are gone. Throws
 * with every dead link of every page, and when the site is a symbolic link or holds one.
 */
export async function generatePages(content: SiteContent, root: URL): Promise<void> {
  const directory = fileURLToPath(new URL(`${generatedFolder}/`, root))
  refuseLinksIn(path.resolve(fileURLToPath(root)))
  const files = await renderFiles(renderPages(content))
  await mkdir(directory, { recursive: true })
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(directory, file).split(path.sep).join('/')
    if (entry.isFile() && !files.has(name)) await rm(file)
  }
  for (const [name, text] of files) {
    const file = path.join(directory, name)
    await mkdir(path.dirname(file), { recursive: true })
    // Untouched when it is up to date, so that the development server reloads only what changed.
    if ((await readFile(file, 'utf8').catch(() => null)) !== text) await writeFile(file, text)
  }
}

/** Where the HTML of a page lies, beside the Markdown file that VitePress reads. */
export function htmlFile(markdownFile: string): string {
  return markdownFile.replace(/\.md$/, '.txt')
}

/** The files of the pages, by path. Throws with every dead link. */
export async function renderFiles(pages: ReadonlyMap<string, Page>): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const dead: string[] = []
  for (const [name, page] of pages) {
    const inert = await inertHtml(page, name)
    dead.push(...deadLinks(name, inert, pages))
    files.set(name, shell(page, name)).set(htmlFile(name), inert.html)
  }
  if (dead.length > 0)
    throw new Error(
      `Pages hold links to pages that are not there; correct or remove them:\n${dead.join('\n')}`,
    )
  return files
}

function deadLinks(name: string, { links }: InertPage, pages: ReadonlyMap<string, Page>): string[] {
  const guides = new Set(guideNames().map((guide) => `guide/${guide}.md`))
  return [...links].flatMap(([url, target]) =>
    pages.has(target) || guides.has(target) ? [] : [`${name}: ${url}`],
  )
}

/**
 * What VitePress reads of a page: its settings, and a place for its HTML, which is data to it. JSON is YAML,
 * and in ASCII nothing in a title can break out of it.
 */
function shell({ frontmatter }: Page, name: string): string {
  const settings = JSON.stringify(frontmatter).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `---
${settings}
---

<script setup>
import html from './${path.basename(htmlFile(name))}?raw'
</script>

<div v-html="html"></div>
`
}
