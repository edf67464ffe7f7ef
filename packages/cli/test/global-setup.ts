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
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-published-'))
  cpSync(fixture, folder, { recursive: true })
  await execa(process.execPath, [binary, 'rebuild', '--root', folder])
  project.provide('published', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
