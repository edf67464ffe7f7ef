import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the Python side of the harness. */
const pythonSide = fileURLToPath(new URL('../python/rulebook_bench/', import.meta.url))

/** Folder of what decides, on this side, how samples are taken, as it runs. */
const samplingSide = fileURLToPath(new URL('./sampling/', import.meta.url))

/** The worker's entry point. */
export const workerFile = path.join(pythonSide, 'worker.py')

/** Version and content hash of what takes the samples; samples of different harnesses are not mixed. */
export function harness(folders: readonly string[] = [pythonSide, samplingSide]): {
  version: string
  hash: string
} {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort()) {
      if (!isCode(name)) continue
      // Whatever line ends a checkout gave them.
      const text = readFileSync(path.join(folder, name), 'latin1').replaceAll('\r\n', '\n')
      hash.update(`${name}\0${text}\0`, 'latin1')
    }
  }
  return { version: manifest.version, hash: hash.digest('hex') }
}

function isCode(name: string): boolean {
  return /\.(?:py|js|ts)$/.test(name) && !name.endsWith('.d.ts')
}
