import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { loadPapers } from '../src/index.ts'

test('papers are read in order; what cannot be read safely is refused by name', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-papers-'))
  const outside = path.join(mkdtempSync(path.join(os.tmpdir(), 'rulebook-outside-')), 'secret.md')
  writeFileSync(outside, 'secret')
  writeFileSync(path.join(folder, 'b.md'), '\ufeffb')
  writeFileSync(path.join(folder, 'a.md'), 'a')
  writeFileSync(path.join(folder, 'README.md'), 'not a paper')
  writeFileSync(path.join(folder, 'latin.md'), Buffer.from([0x63, 0x61, 0x66, 0xe9]))
  writeFileSync(path.join(folder, 'large.md'), 'x'.repeat(600_000))
  symlinkSync(outside, path.join(folder, 'link.md'))
  symlinkSync('a.md', path.join(folder, 'z-alias.md'))

  const { files, refused } = await loadPapers(folder, 'content')
  expect(files).toEqual([
    { path: 'content/a.md', content: 'a' },
    { path: 'content/b.md', content: '\ufeffb' },
    { path: 'content/z-alias.md', content: 'a' },
  ])
  expect(refused.map((file) => [file.path, file.messages[0]!.ruleId])).toEqual([
    ['content/large.md', 'limit-size'],
    ['content/latin.md', 'file-encoding'],
    ['content/link.md', 'file-outside'],
  ])
})
