// Every bound of the project's own papers lies near what its published run measured, or says why not.
// `check` only warns of it, since on another machine a claim may hold by more; here, it counts.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'

const rulebook = path.resolve(import.meta.dirname, '../packages/cli/bin/rulebook.js')
const { stdout, stderr } = spawnSync(process.execPath, [rulebook, 'check', '--json'], { encoding: 'utf8' })
if (!stdout) throw new Error(`rulebook check said nothing:\n${stderr}`)
const loose = JSON.parse(stdout).findings.filter(({ rule }) => rule === 'loose-bound')
for (const { file, line, column, message } of loose) console.error(`${file}:${line}:${column}: ${message}`)
console.log(`${loose.length} bounds that are loose and do not say why`)
process.exitCode = loose.length > 0 ? 1 : 0
