import path from 'node:path'
import type { Run } from '@rulebook/bench'
import { sealed } from '@rulebook/bench/seal'
import { readText, writeText } from '../files/files.ts'
import {
  type Fingerprint,
  fingerprintOf,
  hashText,
  type Subject,
  sameFingerprint,
} from '../files/fingerprint.ts'
import { inLineEndsOf } from '../files/line-ends.ts'
import { programFingerprint } from '../files/program-fingerprint.ts'
import { configFile } from '../files/root.ts'
import { Failure } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { loadConfig } from '../repository/config.ts'
import { listedSources } from '../repository/listed-sources.ts'
import type { Workspace } from '../repository/workspace.ts'
import type { Publication } from './publish.ts'
import { type Stamp, stampFile, stampName } from './stamp.ts'

/** The state of everything before a distillation reads its first byte. */
export interface Before {
  subject: Subject
  program: string
  fingerprint: Fingerprint
}

/** Hash everything, before anything of it is read. */
export function takeBefore(workspace: Workspace): Before {
  const subject = subjectOf(workspace)
  return { subject, program: programFingerprint(), fingerprint: fingerprintOf(workspace.root, subject) }
}

/**
 * Leave a stamp if everything is settled: what was not written is as it was before the first byte
 * was read, and what was to be written (`texts`, by absolute path) lies there byte for byte (or with
 * the CR LF of a checkout). So an edit made meanwhile, by anybody, leaves none. Nor does a local run
 * that cannot be read. A stamp that cannot be written is no failure: why it could not is returned.
 */
export async function leaveStamp(
  workspace: Workspace,
  before: Before,
  { report, choice, texts }: Publication,
  findings: readonly Finding[],
): Promise<string | null> {
  const { root, config, paths } = workspace
  const { local } = choice
  const written = await Promise.all(
    [...texts].map(async ([file, text]) => {
      return [fromRoot(root, file), hashText(inLineEndsOf(await readText(file, { follow: true }), text))]
    }),
  )
  const expected = { ...before.fingerprint, ...Object.fromEntries(written) }
  const fingerprint = fingerprintOf(root, before.subject)
  const readable = local !== null || fingerprint[fromRoot(root, paths.localRun)] === null
  const still = sameFingerprint(fingerprint, expected) && before.program === programFingerprint()
  // The configuration was read before anything was hashed; it must be the one that lies there.
  const { config: current } = await loadConfig(root)
  if (JSON.stringify(current) !== JSON.stringify(config)) return null
  if (!readable || !still) return null
  const { runs, rules, tokens, leftOut } = report
  const stamp: Stamp = {
    schema: 'rulebook.stamp/1',
    program: before.program,
    subject: before.subject,
    fingerprint,
    until: expiryOf(
      choice.runs.map(({ run }) => run),
      local,
      config.maxAgeDays,
    ),
    report: { rulebook: config.rulebook, runs, rules, tokens, leftOut, findings: [...findings] },
  }
  const text = sealed(`${JSON.stringify(stamp, null, 1)}\n`, stampName, workspace.sign)
  try {
    await writeText(workspace, stampFile(root), text, 'pipeline')
    return null
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return `all is done, but the next \`rulebook distill\` will take longer: ${error.message}`
  }
}

/** When a published block will be too old beside another one measured here; `null` when there is no other. */
function expiryOf(runs: readonly Run[], local: Run | null, maxAgeDays: number): number | null {
  const here = new Map(local?.blocks.map(({ id, measuredAt }) => [id, measuredAt]))
  const times = runs.flatMap(({ blocks }) => {
    const others = blocks.filter(({ id, measuredAt }) => here.has(id) && here.get(id) !== measuredAt)
    return others.map(({ measuredAt }) => Date.parse(measuredAt))
  })
  return times.length === 0 ? null : Math.min(...times) + maxAgeDays * 86_400_000
}

/** Everything that a rulebook is distilled from and written to. */
export function subjectOf({ root, config, paths }: Workspace): Subject {
  const { catalogue, publishedRun, evidence, rulebook, copies, localRun } = paths
  const files = [
    catalogue,
    publishedRun,
    evidence,
    rulebook,
    ...copies,
    localRun,
    ...listedSources(root, paths),
  ]
  return {
    files: [configFile, ...files.map((file) => fromRoot(root, file))],
    papers: toSlashes(path.normalize(config.papers)),
    suites: toSlashes(path.normalize(config.suites)),
    runs: config.runs,
  }
}

function fromRoot(root: string, file: string): string {
  return toSlashes(path.relative(root, file))
}

function toSlashes(file: string): string {
  return file.split(path.sep).join('/').replace(/\/$/, '')
}
