import matter from 'gray-matter'
import type { Faults } from './fault.ts'
import { findFence } from './fence.ts'
import { reportIssue } from './frontmatter-faults.ts'
import { type Frontmatter, frontmatterSchema } from './frontmatter-schema.ts'
import { type Locator, locator } from './locator.ts'
import { usableParts } from './usable-parts.ts'
import { parseYaml } from './yaml.ts'

/** Frontmatter with the means to find the place of any part of it. */
export interface ReadFrontmatter extends Locator {
  /** What holds to the schema; what does not has been told of, and is left out. */
  data: Frontmatter
  /** Names of all claims written, the faulty ones as well. */
  claimNames: ReadonlySet<string>
  /** Offset just behind the closing fence's line. */
  end: number
}

/**
 * Read the frontmatter of a paper (`text` without a BOM; `shift` is what the BOM took). Only a
 * bare `---` fence with YAML is accepted, and that is checked before gray-matter sees the file:
 * gray-matter would run `---js` as code. `stem` is the file's name, the domain when none is given.
 */
export function readFrontmatter(
  text: string,
  shift: number,
  stem: string,
  faults: Faults,
): ReadFrontmatter | null {
  const fence = findFence(text, shift, faults)
  if (!fence) return null
  const document = parseYaml(fence.yaml, (offset) => offset + fence.start + shift, faults)
  if (!document) return null

  const { data } = matter(text, {
    language: 'yaml',
    // The engine hands over what was parsed, with positions, above; gray-matter only splits.
    engines: { yaml: { parse: () => document.toJS({ maxAliasCount: 0 }) ?? {}, stringify: refuseToWrite } },
  })
  const locate = locator(document, fence.start + shift)
  const result = frontmatterSchema.safeParse(data)
  if (!result.success) {
    for (const issue of result.error.issues) reportIssue(issue, data, locate, faults)
  }
  const usable = usableParts(data, stem)
  return {
    data: result.success ? result.data : usable.data,
    claimNames: usable.claimNames,
    ...locate,
    end: fence.end + shift,
  }
}

function refuseToWrite(): string {
  throw new Error('papers are never written through gray-matter')
}
