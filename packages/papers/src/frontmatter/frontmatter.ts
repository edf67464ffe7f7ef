import matter from 'gray-matter'
import type { Faults } from '../faults/fault.ts'
import { findFence } from './fence.ts'
import { frontmatterSchema } from './schema.ts'
import { reportIssue } from './schema-faults.ts'
import { type UsableFrontmatter, usableParts } from './valid-parts.ts'
import { parseYaml } from './yaml.ts'
import { type Locator, locator } from './yaml-places.ts'

/** Frontmatter with the means to find the place of any part of it. */
export interface ReadFrontmatter extends Locator {
  /** What holds to the schema; what does not has been told of, and is left out. */
  data: UsableFrontmatter
  /** Names of all claims written, the faulty ones as well; `null` when they cannot be told. */
  claimNames: ReadonlySet<string> | null
  /** Offset just behind the closing fence's line. */
  end: number
}

/**
 * Read the frontmatter of a paper (`text` without a BOM; `shift` is what the BOM took). Only a
 * bare `---` fence with YAML is accepted, and that is checked before gray-matter sees the file:
 * gray-matter would run `---js` as code. `stem` is the file's name, the domain when none is given.
 * `null` when nobody can tell where the frontmatter ends.
 */
export function readFrontmatter(
  text: string,
  shift: number,
  stem: string,
  faults: Faults,
): ReadFrontmatter | null {
  const fence = findFence(text, shift, stem, faults)
  if (!fence) return null
  const start = fence.start + shift
  const end = fence.end + shift
  const document = fence.yaml === null ? null : parseYaml(fence.yaml, (offset) => offset + start, faults)
  // The body is checked all the same.
  if (!document) return { ...usableParts({}, stem), at: () => start, textAt: () => start, end }

  const { data } = matter(text, {
    language: 'yaml',
    // The engine hands over what was parsed, with positions, above; gray-matter only splits.
    engines: { yaml: { parse: () => document.toJS({ maxAliasCount: 0 }) ?? {}, stringify: refuseToWrite } },
  })
  const locate = locator(document, start)
  const result = frontmatterSchema.safeParse(data)
  if (!result.success) {
    for (const issue of result.error.issues) reportIssue(issue, data, locate, faults)
  }
  reportSkippedNames(data, locate, faults)
  const usable = usableParts(data, stem)
  return { ...usable, data: result.success ? result.data : usable.data, ...locate, end }
}

/** The schema's records pass over a key named `__proto__`, whatever stands below it. */
function reportSkippedNames(data: unknown, locate: Locator, faults: Faults): void {
  const { claims, rules } = entriesOf(data)
  const ranks = Object.entries(entriesOf(claims)).map(
    ([name, claim]) => [['claims', name, 'rank'], entriesOf(claim).rank] as const,
  )
  for (const [path, names] of [[['claims'], claims], [['rules'], rules], ...ranks] as const) {
    if (!Object.hasOwn(entriesOf(names), '__proto__')) continue
    const at = locate.at([...path, '__proto__'], 'key')
    faults.add({
      rule: 'invalid-value',
      at,
      to: at + '__proto__'.length,
      message: `Unexpected name “__proto__” in ${path.join('.')}, expected ${path.at(-1) === 'rank' ? 'a benchmark' : 'kebab-case'}; rename it`,
    })
  }
}

function entriesOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function refuseToWrite(): string {
  throw new Error('papers are never written through gray-matter')
}
