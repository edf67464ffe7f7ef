import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { harness } from '../../src/python/harness.ts'
import { fixtures, Laboratory } from '../laboratory.ts'

/** Copies of both sides of the harness. */
function copy() {
  const { folder } = new Laboratory()
  const sides = ['python/rulebook_bench', 'src/effort', 'src/sampling', 'src/worker']
  for (const side of sides) {
    mkdirSync(path.join(folder, side), { recursive: true })
    cpSync(path.resolve(fixtures('.'), '../..', side), path.join(folder, side), { recursive: true })
  }
  const edit = (file: string, change: (text: string) => string) => {
    const text = readFileSync(path.join(folder, file), 'utf8')
    expect(change(text)).not.toBe(text)
    writeFileSync(path.join(folder, file), change(text))
  }
  const hash = () => harness(sides.map((side) => path.join(folder, side))).hash
  return { edit, hash }
}

test.each([
  ['no warm-up', 'src/effort/pass-plan.ts', 'kept: pass >= warmup', 'kept: true'],
  ['fixed hash seeds', 'src/sampling/worker-process.ts', 'randomInt(2 ** 32)', '1'],
  ['longer batches', 'src/effort/effort.ts', '4e-4', '8e-4'],
  ['another order', 'src/sampling/rounds.ts', 'randomInt(i + 1)', '0'],
  ['another limit', 'src/worker/worker-channel.ts', 'limit', 'other'],
  ['another loop', 'python/rulebook_bench/timed_loop.py', 'ROW = 16', 'ROW = 8'],
])('a harness with %s is another', (_, file, from, to) => {
  const { edit, hash } = copy()
  expect(hash()).toBe(harness().hash)
  edit(file, (text) => text.replace(from, to))
  expect(hash()).not.toBe(harness().hash)
})

test('line ends of a checkout make no other harness', () => {
  const { edit, hash } = copy()
  edit('src/effort/effort.ts', (text) => text.replaceAll('\n', '\r\n'))
  edit('python/rulebook_bench/timed_loop.py', (text) => text.replaceAll('\n', '\r\n'))
  expect(hash()).toBe(harness().hash)
})

test('a module that lies elsewhere makes no other harness', () => {
  const { edit, hash } = copy()
  edit('src/sampling/rounds.ts', (text) => text.replace(/from '\.\.\/[\w-]+\//, "from '../other/place/"))
  expect(hash()).toBe(harness().hash)
  edit('src/sampling/rounds.ts', (text) => text.replace("/disturbance.ts'", "/disturbance-too.ts'"))
  expect(hash()).not.toBe(harness().hash)
})
