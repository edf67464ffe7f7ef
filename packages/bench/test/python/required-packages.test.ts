import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { parseCatalogue } from '../../src/index.ts'
import { withPackages } from '../../src/plan/required-packages.ts'
import { mendingOf } from '../../src/python/installer-failure.ts'
import { fixtures, python } from '../laboratory.ts'

const here = (place: string) => fileURLToPath(new URL(`../../${place}`, import.meta.url))
const { benchmarks } = parseCatalogue(readFileSync(here('catalogue.json'), 'utf8'), 'catalogue.json')

test('each benchmark requires what it imports, itself or by the code that it reaches, and nothing else', async () => {
  const suites = here('suites/python')
  const files = readdirSync(suites).filter((name) => name.endsWith('.py'))
  const paths = files.map((name) => path.join(suites, name))
  const { stdout } = await execa((await python()).path, [fixtures('imports.py'), here('python'), ...paths])
  const required = benchmarks.map(({ id, requires }) => [id, [...requires].sort()])
  expect(Object.fromEntries(required)).toEqual(JSON.parse(stdout))
})

test('without one package only the benchmarks that use it are skipped', () => {
  const packages = Object.fromEntries(
    benchmarks.flatMap(({ requires }) => requires.map((name) => [name, '1'])),
  )
  delete packages.msgspec
  const { skipped } = withPackages(benchmarks, packages, {
    msgspec: 'no connection to the index of packages: dns',
  })
  expect(skipped.map(({ id }) => id)).toEqual([
    'json-serialization/dumps_msgspec',
    'json-serialization/loads_struct',
  ])
  expect(skipped[0]).toMatchObject({
    reason: 'needs msgspec: no connection to the index of packages: dns',
    fix: expect.stringMatching(/`HTTPS_PROXY`.*; then run `rulebook measure json-serialization`$/),
  })
})

test.each([
  ['hash mismatch: orjson==3.13.0, as downloaded, is not what the lock names', '`uv pip compile'],
  ['no connection to the index of packages: connection refused', '`PIP_INDEX_URL`'],
  ['not installed', '`python -m pip install`'],
  ['OSError: [Errno 28] No space left on device', 'free space'],
  ['this Python has neither pip nor ensurepip', 'install uv'],
  ['No matching distribution found for orjson==3.13.0', 'lock a version that has a wheel'],
])('%s: what mends it is named', (reason, fix) => {
  expect(mendingOf(reason)).toContain(fix)
})
