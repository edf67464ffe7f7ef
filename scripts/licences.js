// The licence of every locked package, counted: all permissive, so that whoever uses this project owes no more
// than a notice. Packages that are only used to build and test it may also be under the MPL, which asks for the
// sources of changed files. And none but those named here wants to run code when it is installed.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')
const permissive = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
]
const whileBuilding = [...permissive, 'MPL-2.0']
/** It only replaces a script of its own by the program, and works without: the gate installs without scripts. */
const withScript = ['node_modules/esbuild']

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
const counts = new Map()
const faults = []

/** Of old packages the lock file does not know it. */
function licenceOf(folder, { license }) {
  if (license !== undefined) return license
  const file = path.join(root, folder, 'package.json')
  if (!existsSync(file)) return 'unknown'
  const { licenses = [] } = JSON.parse(readFileSync(file, 'utf8'))
  return licenses.map(({ type }) => type).join(' OR ') || 'unknown'
}

for (const [folder, entry] of Object.entries(packages)) {
  if (!folder.includes('node_modules/') || entry.link) continue
  const licence = licenceOf(folder, entry)
  const shipped = !entry.dev && !entry.devOptional
  const allowed = shipped ? permissive : whileBuilding
  const choices = licence.replaceAll(/[()]/g, '').split(' OR ')
  if (!choices.some((choice) => choice.split(' AND ').every((part) => allowed.includes(part)))) {
    faults.push(
      `${folder}: unexpected licence ${licence}, expected ${allowed.join(', ')}; use another package`,
    )
  }
  if (entry.hasInstallScript && !withScript.includes(folder)) {
    faults.push(`${folder}: unexpected script at installation, expected none; use another package`)
  }
  const key = `${licence}${shipped ? '' : ' (to build and test)'}`
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
for (const [licence, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`${String(count).padStart(4)}  ${licence}`)
}
for (const fault of faults) console.error(`package-lock.json: ${fault}`)
console.log(
  `${[...counts.values()].reduce((sum, count) => sum + count, 0)} packages, ${faults.length} faults`,
)
process.exitCode = faults.length > 0 ? 1 : 0
