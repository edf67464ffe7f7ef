// Workflows run with rights that a pull request must not get: each action is named by the digest of a commit,
// which nobody can move, each workflow starts without rights and each job asks for what it needs, and no text
// that a stranger writes (titles, names of branches) becomes part of a command.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { parse } from 'yaml'

const folder = path.resolve(import.meta.dirname, '../.github/workflows')
/** Rights that a workflow may have; those that write only in a job of their own. */
const harmless = ['contents: read']
const asked = { 'release.yml': ['publish: id-token: write'] }
const faults = []

for (const name of readdirSync(folder)) {
  const text = readFileSync(path.join(folder, name), 'utf8')
  const workflow = parse(text)
  const fault = (message) => faults.push(`.github/workflows/${name}: ${message}`)
  const rights = (permissions) => Object.entries(permissions ?? {}).map((right) => right.join(': '))

  if (typeof workflow.permissions !== 'object')
    fault('no permissions, expected the least; add `permissions: {}`')
  for (const right of rights(workflow.permissions)) {
    if (!harmless.includes(right))
      fault(`unexpected ${right} of every job, expected it in the job that needs it`)
  }
  if (Object.keys(workflow.on).includes('pull_request_target')) {
    fault('unexpected pull_request_target, which gives a stranger’s pull request rights; use pull_request')
  }
  for (const [job, { permissions, steps }] of Object.entries(workflow.jobs)) {
    for (const right of rights(permissions)) {
      if (harmless.includes(right) || asked[name]?.includes(`${job}: ${right}`)) continue
      fault(
        `unexpected ${right} of ${job}, expected the least; name it in scripts/check-workflows.js if it is needed`,
      )
    }
    for (const { uses, run = '', with: options } of steps) {
      if (uses && !/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses)) {
        fault(`unexpected ${uses}, expected the digest of a commit with its version behind it`)
      }
      if (uses?.startsWith('actions/checkout@') && options?.['persist-credentials'] !== false) {
        fault(`unexpected checkout that keeps its token in ${job}, expected persist-credentials: false`)
      }
      if (/\$\{\{/.test(run)) fault(`unexpected expression in a command of ${job}; hand it over in env`)
    }
  }
  for (const [, uses, version] of text.matchAll(/uses: (\S+)[ \t]*(.*)$/gm)) {
    if (!/^# v\d/.test(version))
      fault(`unexpected ${uses} without its version, expected \`# v1.2.3\` behind it`)
  }
}
for (const fault of faults) console.error(fault)
console.log(`${readdirSync(folder).length} workflows, ${faults.length} faults`)
process.exitCode = faults.length > 0 ? 1 : 0
