import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { layoutFaults } from '../../../scripts/layout.ts'

test('what stands on a floor imports from that floor and from those below', () => {
  const source = fileURLToPath(new URL('../src', import.meta.url))
  const floors = [
    ['index'],
    ['parse', 'paper-cache', 'sync', 'fault-explanations'],
    ['rules'],
    ['body', 'claims'],
    ['frontmatter'],
    ['read'],
    ['safety'],
    ['python', 'faults'],
    ['paper', 'catalogue-view'],
    ['kinds'],
  ]
  expect(layoutFaults(source, floors)).toEqual([])
})

test.each([
  [
    'an import of what stands above',
    { 'low/a.ts': "import { b } from '../high/b.ts'\n" },
    'low/a.ts imports high/b.ts, which stands above it',
  ],
  [
    'an import of a type',
    { 'low/a.ts': "import type { B } from '../high/b.ts'\n" },
    'low/a.ts imports high/b.ts, which stands above it',
  ],
  [
    'an import for later',
    { 'low/a.ts': "await import('../top.ts')\n" },
    'low/a.ts imports top.ts, which stands above it',
  ],
  ['a folder on no floor', { 'odd/a.ts': '' }, 'odd/a.ts stands on no floor'],
  [
    'a crowded folder',
    Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`low/${n}.ts`, ''])),
    'low holds 18 files and folders, at most 17 are easy to take in',
  ],
])('%s is a fault of the layout', (_, files, fault) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'layout-'))
  const all: Record<string, string> = {
    'top.ts': "import './high/b.ts'\n",
    'high/b.ts': "import '../low/c.ts'\n",
    'low/c.ts': '',
    ...files,
  }
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  expect(layoutFaults(folder, [['top'], ['high'], ['low']])).toEqual([fault])
})
