/**
 * Tries the property tests on cases that the gate does not: drawn anew, 20 times as many.
 *
 *   npm run fuzz [-- TIMES]
 *
 * A failure tells the seed and the smallest case found. Make a test of it that names the case.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const times = process.argv[2] ?? '20'
if (!(Number(times) > 0)) {
  console.error(`fuzz: ${times} is no number of times; give one such as 20`)
  process.exit(2)
}

let failed = false
for (const name of readdirSync('packages')) {
  const root = `packages/${name}`
  const files = readdirSync(`${root}/test`).filter(
    (file) =>
      file.endsWith('.test.ts') &&
      readFileSync(`${root}/test/${file}`, 'utf8').includes('scripts/properties.ts'),
  )
  if (files.length === 0) continue
  const { status } = spawnSync('npx', ['vitest', 'run', ...files.map((file) => `test/${file}`)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, RULEBOOK_FUZZ: times },
  })
  failed ||= status !== 0
}
process.exit(failed ? 1 : 0)
