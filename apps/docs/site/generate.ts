import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SiteContent } from './content.ts'
import { renderPages } from './pages.ts'

/** Folder of the pages made from the pipeline's output; git-ignored. */
export const generatedFolder = 'generated'
const directory = fileURLToPath(new URL(`../${generatedFolder}/`, import.meta.url))

/** Write the pages that changed, and remove those of papers that are gone. */
export async function generatePages(content: SiteContent): Promise<void> {
  const pages = renderPages(content)
  await mkdir(directory, { recursive: true })
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(directory, file).split(path.sep).join('/')
    if (entry.isFile() && !pages.has(name)) await rm(file)
  }
  for (const [name, text] of pages) {
    const file = path.join(directory, name)
    await mkdir(path.dirname(file), { recursive: true })
    // Untouched when it is up to date, so that the development server reloads only what changed.
    if ((await readFile(file, 'utf8').catch(() => null)) !== text) await writeFile(file, text)
  }
}
