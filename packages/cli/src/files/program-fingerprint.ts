import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { hashFile, hashText } from './fingerprint.ts'

/** Packages whose compiled files are this program. */
const own = ['@rulebook/bench', '@rulebook/papers', '@rulebook/distiller']

/**
 * One hash over the program that runs: its own compiled files byte by byte, the manifests of the
 * packages it uses, what npm says is installed beside them, and the version of Node.
 */
export function programFingerprint(): string {
  const here = packageOf(fileURLToPath(import.meta.url))
  const folders = [here, ...own.map((name) => packageOf(fileURLToPath(import.meta.resolve(name))))]
  const parts: unknown[] = [process.version, hashFile(installedList(here) ?? '')]
  for (const folder of folders) {
    const compiled = readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
    for (const name of compiled.filter((name) => name.endsWith('.js')).sort()) {
      parts.push(name, hashFile(path.join(folder, 'dist', name)))
    }
    const manifest = readFileSync(path.join(folder, 'package.json'), 'utf8')
    parts.push(
      manifest,
      Object.keys(JSON.parse(manifest).dependencies).map((name) => manifestOf(name, folder)),
    )
  }
  return hashText(JSON.stringify(parts))
}

/** The folder of the package that a file belongs to. */
function packageOf(file: string): string {
  const folder = path.dirname(file)
  return existsSync(path.join(folder, 'package.json')) ? folder : packageOf(folder)
}

/** The manifest of a dependency, as Node would find it from `folder`. */
function manifestOf(name: string, folder: string): string | null {
  const file = path.join(folder, 'node_modules', name, 'package.json')
  const parent = path.dirname(folder)
  return hashFile(file) ?? (parent === folder ? null : manifestOf(name, parent))
}

/** npm's list of what it installed in the nearest node_modules. */
function installedList(folder: string): string | null {
  const file = path.join(folder, 'node_modules', '.package-lock.json')
  const parent = path.dirname(folder)
  return existsSync(file) ? file : parent === folder ? null : installedList(parent)
}
