// A short real rebuild, in a copy of what the pipeline reads: the rulebook is measured and distilled
// with this machine's Python, a second rebuild measures nothing and changes no byte, and without
// Python the published run serves.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')
const config = JSON.parse(readFileSync(path.join(root, 'rulebook.config.json'), 'utf8'))
const inputs = [
  'rulebook.config.json',
  config.papers,
  config.suites,
  config.requirements,
  config.catalogue,
  config.publishedRun,
  ...config.copies,
]
const outputs = ['RULEBOOK.md', 'RULEBOOK.evidence.json']
const copy = mkdtempSync(path.join(root, '.short-rebuild-'))
// What a machine keeps for its user is not for this.
const state = mkdtempSync(path.join(os.tmpdir(), 'rulebook-state-'))
process.env.XDG_STATE_HOME = state
process.on('exit', () => {
  for (const made of [copy, state]) rmSync(made, { recursive: true, force: true })
})
for (const name of [...inputs, ...outputs]) {
  cpSync(path.join(root, name), path.join(copy, name), { recursive: true })
}

/** Run `rulebook rebuild` in the copy; answers what it printed, fails unless it exits with 0. */
function rebuild(name, flags, environment = process.env) {
  const started = Date.now()
  const command = [path.join(root, 'packages/cli/bin/rulebook.js'), 'rebuild', '--root', copy, ...flags]
  const result = spawnSync(process.execPath, command, { encoding: 'utf8', env: environment })
  const said = `${result.stdout}${result.stderr}`
  console.log(`── ${name}, ${((Date.now() - started) / 1000).toFixed(1)} s\n${said}`)
  assert.equal(result.status, 0, `${name}: expected exit code 0`)
  return said
}

/** Every byte that the pipeline may write, by path. */
function written() {
  const papers = readdirSync(path.join(copy, config.papers)).map((file) => path.join(config.papers, file))
  return [...outputs, ...config.copies, ...papers, config.publishedRun].map((file) => [
    file,
    readFileSync(path.join(copy, file), 'utf8'),
  ])
}

rebuild('measured here', ['--effort', 'quick'])
const first = written()
const domains = readdirSync(path.join(root, config.papers)).filter((file) => file.endsWith('.md'))
const { rules, budget } = JSON.parse(readFileSync(path.join(copy, 'RULEBOOK.evidence.json'), 'utf8'))
const covered = new Set(rules.filter((rule) => rule.published).map((rule) => rule.domain))
assert.equal(covered.size, domains.length, `expected a rule of each of ${domains.length} domains`)
assert.ok(budget.used <= budget.limit, `${budget.used} tokens are over the budget of ${budget.limit}`)

assert.match(rebuild('again at once', ['--effort', 'quick']), /measured nothing/)
assert.deepEqual(written(), first, 'expected a second rebuild to change no byte')

const bare = path.join(copy, 'no-python')
mkdirSync(bare)
symlinkSync(process.execPath, path.join(bare, 'node'))
rmSync(path.join(copy, '.rulebook'), { recursive: true, force: true })
const { RULEBOOK_PYTHON: _, ...environment } = process.env
const without = rebuild('without Python', [], { ...environment, PATH: bare, HOME: os.tmpdir() })
assert.match(without, /rests on the published run/)
assert.deepEqual(written(), first, 'expected the published run to give the same rulebook')
