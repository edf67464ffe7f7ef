import { type Catalogue, parseCatalogue } from '@rulebook/bench'
import { readText } from '../files/files.ts'
import { Failure } from '../findings/failure.ts'
import type { Workspace } from './workspace.ts'

/** Bytes of the largest catalogue, many times as large as that of a thousand suites. */
const largestCatalogue = 16 * 2 ** 20

/** How to fix that there is no catalogue, where Python was not looked for. */
const notListed = 'expected it beside the suites; run `rulebook rebuild`, which writes it'
/** The same where there is no Python to write it with. */
export const withoutEither =
  'and no Python to write it with, expected one of them; restore it, or install CPython 3.10 or newer'

/** The catalogue as committed, for work without Python. */
export async function committedCatalogue(
  { paths, config }: Workspace,
  remedy: string = notListed,
): Promise<Catalogue> {
  const text = await readText(paths.catalogue, { most: largestCatalogue })
  if (text === null) throw new Failure(`There is no catalogue ${config.catalogue}, ${remedy}`)
  return parseCatalogue(text, config.catalogue)
}
