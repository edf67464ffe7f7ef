import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { faultExplanations } from '@rulebook/papers'

/**
 * What every id that commands print means, with an example and the fix, as Markdown by id: the faults
 * of papers, the findings of `check` and the warnings of a measurement.
 */
export async function readExplanations(): Promise<Map<string, string>> {
  const pages = [
    fileURLToPath(import.meta.resolve('@rulebook/papers/faults.md')),
    fileURLToPath(new URL('../../findings.md', import.meta.url)),
  ]
  const texts = await Promise.all(pages.map((page) => readFile(page, 'utf8')))
  return new Map(texts.flatMap((text) => [...faultExplanations(text)]))
}
