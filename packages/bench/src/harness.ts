import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { batchSeconds } from './sampling/effort.ts'

/** Folder of the Python side of the harness. */
const harnessDirectory = fileURLToPath(new URL('../python/rulebook_bench/', import.meta.url))

/** The worker's entry point. */
export const workerFile = `${harnessDirectory}worker.py`

/** Version and content hash of what takes the samples; samples of different harnesses are not mixed. */
export function harness(): { version: string; hash: string } {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const hash = createHash('sha256').update(String(batchSeconds))
  for (const name of readdirSync(harnessDirectory).sort()) {
    if (name.endsWith('.py')) hash.update(name).update(readFileSync(harnessDirectory + name))
  }
  return { version: manifest.version, hash: hash.digest('hex') }
}
