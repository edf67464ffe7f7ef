import type { CatalogueEntry } from '../catalogue/catalogue.ts'
import type { OtherUse } from '../run/run.ts'

/** The uses of a benchmark besides `dropped`, in which every one is sampled. */
export function otherUses({ uses = [] }: Pick<CatalogueEntry, 'uses'>): OtherUse[] {
  return uses.filter((use) => use !== 'dropped')
}

/** What a benchmark in a use of its own is called among the members of its block. */
export function labelOf(name: string, use: OtherUse): string {
  return `${name}@${use}`
}

/** What the members of a block are called that are sampled: each benchmark in each of its uses. */
export function labelsOf(members: readonly CatalogueEntry[]): string[] {
  return members.flatMap((member) => {
    const name = member.id.split('/')[1]!
    return [name, ...otherUses(member).map((use) => labelOf(name, use))]
  })
}
