import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { matches, matchingFiles, matchingFolders } from '../../src/files/glob.ts'

test.each([
  ['runs/*.json', 'runs/a.json', true],
  ['runs/*.json', 'runs/deep/a.json', false],
  ['runs/**', 'runs/deep/a.json', true],
  ['runs/**', 'runs', false],
  ['**/a.json', 'a.json', true],
  ['**/a.json', 'runs/deep/a.json', true],
  ['runs/**/a.json', 'runs/a.json', true],
  ['runs/**/b/**/a.json', 'runs/x/b/y/z/a.json', true],
  ['runs/**/b/**/a.json', 'runs/x/y/z/a.json', false],
  ['./runs/?.json', 'runs/a.json', true],
  ['runs/?.json', 'runs/ab.json', false],
  ['runs/[a].json', 'runs/[a].json', true],
  ['runs/*+(x).json', 'runs/1+(x).json', true],
  ['*a*b', 'xaybzb', true],
  ['*a*b', 'xaybz', false],
])('%s and %s: %s', (pattern, file, expected) => {
  expect(matches(pattern, file)).toBe(expected)
})

/** What the definition says, tried in every way. */
function tried(pattern: string[], file: string[]): boolean {
  const [part, ...others] = pattern
  if (part === undefined) return file.length === 0
  if (part === '**') {
    const least = others.length === 0 ? 1 : 0
    return (
      file.some((_, at) => at + 1 >= least && tried(others, file.slice(at + 1))) ||
      (least === 0 && tried(others, file))
    )
  }
  const source = part.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')
  return file.length > 0 && new RegExp(`^${source}$`).test(file[0]!) && tried(others, file.slice(1))
}

test('every pattern matches what its definition says', () => {
  const part = fc.oneof(
    fc.constant('**'),
    fc
      .string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 4 })
      .filter((text) => text !== '**'),
  )
  const name = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 5 }),
      fc.array(name, { minLength: 1, maxLength: 5 }),
      (pattern, file) => {
        expect(matches(pattern.join('/'), file.join('/'))).toBe(tried(pattern, file))
      },
    ),
    { numRuns: tries(500) },
  )
})

test.each([
  ['folders', `${'**/a/'.repeat(40)}b`, `${'a/'.repeat(60)}c`],
  ['repeated folders', `${'**/'.repeat(300)}b`, `${'a/'.repeat(60)}c`],
  ['letters', `${'*a'.repeat(100)}b`, 'a'.repeat(200)],
])('a flood of wildcards for %s ends', (_, pattern, file) => {
  expect(matches(pattern, file)).toBe(false)
})

test('files are found below each fixed part, through no link and in no hidden folder', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'rulebook-glob-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const file of [
    'a.json',
    'runs/a.json',
    'runs/deep/b.json',
    'runs/.hidden/c.json',
    'runs/node_modules/d.json',
  ]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), '')
  }
  symlinkSync('..', path.join(root, 'runs/up'))
  expect(matchingFiles(root, ['**/*.json'])).toEqual(['a.json', 'runs/a.json', 'runs/deep/b.json'])
  expect(matchingFiles(root, ['runs/*.json', 'nowhere/*', 'runs/deep/?.json'])).toEqual([
    'runs/a.json',
    'runs/deep/b.json',
  ])
  expect(matchingFiles(root, ['runs/**'])).toEqual(['runs/a.json', 'runs/deep/b.json'])
  expect(matchingFolders(root, ['runs/*.json'])).toEqual(['runs'])
  expect(matchingFolders(root, ['runs/**/x.json'])).toEqual(['runs', 'runs/deep'])
})
