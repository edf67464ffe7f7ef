import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Sign } from '@rulebook/bench/seal'
import { signerOf } from '../files/machine-secret.ts'
import { refuseOutside } from '../files/reading-place.ts'
import { loadConfig } from './config.ts'
import { type Config, defaultRequirements } from './settings.ts'

/** A repository with its settings, and where everything in it lies. */
export interface Workspace {
  root: string
  config: Config
  /** Seals local state, so that what others put there is known. */
  sign: Sign
  /** Absolute paths. */
  paths: {
    papers: string
    suites: string
    pythonPath: string[]
    /** The lock of packages; `null` when none is configured, and none lies at its usual place. */
    requirements: string | null
    catalogue: string
    publishedRun: string
    rulebook: string
    evidence: string
    copies: string[]
    /** Git-ignored state of this machine. */
    local: string
    localRun: string
    journal: string
    work: string
  }
}

/** The repository that a folder lies in; where you are when it is left out. */
export async function openWorkspace(folder: string = process.cwd()): Promise<Workspace> {
  const { root, config } = await loadConfig(folder)
  const { papers, suites, catalogue, publishedRun, rulebook, evidence, copies, requirements } = config
  refuseOutside(root, [
    papers,
    suites,
    catalogue,
    publishedRun,
    rulebook,
    evidence,
    ...copies,
    ...(requirements === undefined ? [] : [requirements]),
  ])
  const at = (...parts: string[]) => path.join(root, ...parts)
  return {
    root,
    config,
    sign: signerOf(root),
    paths: {
      papers: at(config.papers),
      suites: at(config.suites),
      pythonPath: config.pythonPath.map((folder) => at(folder)),
      requirements: config.requirements === undefined ? usualLock(root) : at(config.requirements),
      catalogue: at(config.catalogue),
      publishedRun: at(config.publishedRun),
      rulebook: at(config.rulebook),
      evidence: at(config.evidence),
      copies: config.copies.map((file) => at(file)),
      local: at('.rulebook'),
      localRun: at('.rulebook', 'run.json'),
      journal: at('.rulebook', 'journal.jsonl'),
      work: at('.rulebook', 'work'),
    },
  }
}

function usualLock(root: string): string | null {
  const file = path.join(root, defaultRequirements)
  return existsSync(file) ? file : null
}
