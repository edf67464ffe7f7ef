import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import type { TestProject } from 'vitest/node'
import { binary, fixture } from './binary.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of a repository in which `rulebook rebuild` has just ended. */
    published: string
  }
}

/** Measure the fixture once, with this harness on this machine, for the tests that start from a published run. */
export default async function setup(project: TestProject): Promise<() => void> {
  // The secret of this machine is not for tests, and what a service of continuous integration passes over is tested, too.
  const state = mkdtempSync(path.join(os.tmpdir(), 'rulebook-state-'))
  process.env.XDG_STATE_HOME = state
  delete process.env.CI
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-published-'))
  cpSync(fixture, folder, { recursive: true })
  await execa(process.execPath, [binary, 'rebuild', '--root', folder])
  project.provide('published', folder)
  return () => {
    for (const made of [folder, state]) rmSync(made, { recursive: true, force: true })
  }
}
