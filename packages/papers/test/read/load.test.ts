import { execFileSync } from 'node:child_process'
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { loadPapers } from '../../src/index.ts'

test('papers are read in order; hidden files and README.md are none', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-papers-'))
  writeFileSync(path.join(folder, 'b.md'), '\ufeffb')
  writeFileSync(path.join(folder, 'a.md'), 'a')
  writeFileSync(path.join(folder, 'README.md'), 'not a paper')
  writeFileSync(path.join(folder, 'a.md~'), "an editor's copy")
  symlinkSync('someone@host.1234', path.join(folder, '.#a.md'))
  symlinkSync('a.md', path.join(folder, 'z-alias.md'))

  const { files, refused } = await loadPapers(folder, 'content')
  expect(files).toEqual([
    { path: 'content/a.md', content: 'a' },
    { path: 'content/b.md', content: '\ufeffb' },
    { path: 'content/z-alias.md', content: 'a' },
  ])
  expect(refused).toEqual([])
})

test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-papers-'))
  execFileSync('mkfifo', [path.join(folder, 'pipe.md')])
  const { files, refused } = await loadPapers(folder, 'content')
  expect(files).toEqual([])
  expect(refused.map((file) => file.messages[0]!.ruleId)).toEqual(['file-unreadable'])
})
