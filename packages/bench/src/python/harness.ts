import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the Python side of the harness. */
const pythonSide = fileURLToPath(new URL('../../python/rulebook_bench/', import.meta.url))

/** Folders of what decides, on this side, how samples are taken, as it runs. */
const samplingSide = ['effort', 'sampling', 'worker'].map((folder) =>
  fileURLToPath(new URL(`../${folder}/`, import.meta.url)),
)

/** The worker's entry point. */
export const workerFile = path.join(pythonSide, 'worker.py')

/** Version and content hash of what takes the samples; samples of different harnesses are not mixed. */
export function harness(folders: readonly string[] = [pythonSide, ...samplingSide]): {
  version: string
  hash: string
} {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort()) {
      if (!isCode(name)) continue
      const text = comparable(readFileSync(path.join(folder, name), 'latin1'))
      hash.update(`${name}\0${text}\0`, 'latin1')
    }
  }
  return { version: manifest.version, hash: hash.digest('hex') }
}

/** Code whatever line ends a checkout gave it, and wherever the modules lie that it imports: a move changes no sample. */
function comparable(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/(\bfrom ')(?:\.{1,2}\/)(?:[\w.-]+\/)*/g, '$1')
}

function isCode(name: string): boolean {
  return /\.(?:py|js|ts)$/.test(name) && !name.endsWith('.d.ts')
}
