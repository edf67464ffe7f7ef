import { git } from './git.ts'

/** What a pull request is compared with. */
export interface Base {
  /** A ref or a commit, as git reads it. */
  ref: string
  /** How messages call it. */
  name: string
  /** Asked for by `--base`; else the CI system says so. */
  named: boolean
}

/** Where CI systems name the branch that a pull request is to be merged into; empty or unset elsewhere. */
const branchVariables = [
  'GITHUB_BASE_REF', // GitHub, Gitea, Forgejo
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME', // GitLab
  'BITBUCKET_PR_DESTINATION_BRANCH',
  'BUILDKITE_PULL_REQUEST_BASE_BRANCH',
  'SYSTEM_PULLREQUEST_TARGETBRANCH', // Azure Pipelines, as refs/heads/…
  'CHANGE_TARGET', // Jenkins
]

/** GitLab fetches no target branch, but names the commit that the merge request started from. */
const commitVariable = 'CI_MERGE_REQUEST_DIFF_BASE_SHA'

/** What the environment of CI systems says of a base. For tests, which decide it themselves. */
export const baseVariables: readonly string[] = [commitVariable, ...branchVariables]

/** The base that is named; else, in a pull request, that of the CI system; else none. */
export function baseOf(named: string | undefined, environment: NodeJS.ProcessEnv): Base | null {
  if (named !== undefined) return { ref: named, name: named, named: true }
  const commit = environment[commitVariable]
  if (commit) return { ref: commit, name: commit.slice(0, 12), named: false }
  const branch = branchVariables.map((variable) => environment[variable]).find(Boolean)
  if (!branch) return null
  const name = `origin/${branch.replace(/^refs\/heads\//, '')}`
  return { ref: `refs/remotes/${name}`, name, named: false }
}

/**
 * The commit to compare with: where the histories of the base and of what is checked out parted, or the base itself
 * where a shallow clone does not reach back so far.
 */
export async function commitOf(
  folder: string,
  { ref }: Base,
): Promise<{ commit: string } | { problem: string }> {
  // What begins with a dash is an option to git.
  if (!/^[^-\p{C}\s][^\p{C}\s]*$/u.test(ref)) return { problem: 'that is no name of a branch or commit' }
  let tip = await revision(folder, `refs/heads/${ref}`)
  // A tag of that name, which git takes first, is no branch.
  if ('problem' in tip) tip = await revision(folder, `refs/remotes/${ref}`)
  if ('problem' in tip) tip = await revision(folder, ref)
  if ('problem' in tip) return { problem: tip.problem || 'it is not in this clone' }
  const commit = idOf(tip.bytes)
  if (commit === null) return { problem: 'that is no single commit' }
  const parted = await git(folder, 'merge-base', commit, 'HEAD')
  return { commit: ('bytes' in parted ? idOf(parted.bytes) : null) ?? commit }
}

function revision(folder: string, name: string): ReturnType<typeof git> {
  return git(folder, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`)
}

function idOf(bytes: Buffer): string | null {
  return /^([0-9a-f]{40,64})\n$/.exec(bytes.toString('latin1'))?.[1] ?? null
}
