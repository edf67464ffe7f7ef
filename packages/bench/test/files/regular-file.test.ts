import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { readRegularFile } from '../../src/files/regular-file.ts'
import { type Sign, sealed, unsealed, withoutSeal } from '../../src/files/seal.ts'
import { replaceFile, sweepTemporaries, writeAside } from '../../src/files/whole-file.ts'
import { RequirementsFault, readRun } from '../../src/index.ts'
import { sweepScratch, withScratch } from '../../src/process/scratch-folder.ts'
import { readLock } from '../../src/python/requirements.ts'
import { Journal } from '../../src/sampling/journal.ts'

let folder: string
const at = (name: string) => path.join(folder, name)
beforeEach(() => {
  const made = mkdtempSync(path.join(os.tmpdir(), 'rulebook-files-'))
  folder = made
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
})

/** What somebody may put in place of a file, and how it is called. */
const irregular: [found: string, put: (place: string) => void][] = [
  ['link to ./other', (place) => symlinkSync('./other', place)],
  ['link to nowhere', (place) => symlinkSync('nowhere', place)],
  ['link to /dev/zero', (place) => symlinkSync('/dev/zero', place)],
  ['folder', (place) => mkdirSync(place)],
  ['pipe', (place) => void execFileSync('mkfifo', [place])],
  [
    'socket',
    (place) =>
      void execFileSync('python3', ['-c', 'import socket, sys; socket.socket(1).bind(sys.argv[1])', place]),
  ],
  [
    'file of more than 256 MiB',
    (place) => {
      writeFileSync(place, '')
      // Sparse: it takes no room.
      truncateSync(place, 2 ** 40)
    },
  ],
]

describe.each(irregular)('a %s', (found, put) => {
  beforeEach(() => {
    writeFileSync(at('other'), 'other')
    put(at('file'))
  })

  test('is not read, and named', () => {
    expect(() => readRegularFile(at('file'))).toThrow(`unexpected ${found}, expected a file; move it away`)
  })

  test('is no run', async () => {
    // Runs are smaller than what else is read.
    const told = found.replace('256', '16')
    await expect(readRun(at('file'))).rejects.toThrow(`unexpected ${told}, expected a run; move it away`)
  })

  test('is no journal', () => {
    expect(() => new Journal(at('file'))).toThrow(`unexpected ${found}`)
    expect(readFileSync(at('other'), 'utf8')).toBe('other')
  })
})

test('a device has no end, and is neither a file nor a lock of packages', async () => {
  expect(() => readRegularFile('/dev/zero', { follow: true })).toThrow('unexpected device, expected a file')
  await expect(readLock('/dev/zero', ['numpy'])).rejects.toThrow(RequirementsFault)
  symlinkSync('/dev/zero', at('lock.txt'))
  await expect(readLock(at('lock.txt'), ['numpy'])).rejects.toThrow('cannot be read (device)')
})

test('a link of people is followed where that is said, and the size is that of the file', () => {
  writeFileSync(at('other'), 'other')
  symlinkSync('other', at('file'))
  expect(readRegularFile(at('file'), { follow: true })?.toString()).toBe('other')
  expect(() => readRegularFile(at('file'), { follow: true, most: 4 })).toThrow(
    'unexpected file of more than 0 MiB',
  )
  expect(readRegularFile(at('none'))).toBeNull()
})

const sign: Sign = (name, text) =>
  Buffer.from(`${name}${text.length}`).toString('hex').padEnd(64, '0').slice(0, 64)
const block = (id: string) => ({ [id]: 'key' })

describe('a journal', () => {
  const now = () => new Date().toISOString()

  test('never writes into a file that has another name', () => {
    new Journal(at('journal.jsonl')).plan(now(), block('a/one'))
    linkSync(at('journal.jsonl'), at('twin'))
    const twin = readFileSync(at('twin'), 'utf8')
    const journal = new Journal(at('journal.jsonl'))
    journal.plan(now(), block('a/two'))
    journal.plan(now(), block('a/three'))
    expect(readFileSync(at('twin'), 'utf8')).toBe(twin)
    expect([...new Journal(at('journal.jsonl')).planned.keys()]).toEqual(['a/one', 'a/two', 'a/three'])
  })

  test('writes into no link, wherever it leads', () => {
    const journal = new Journal(at('journal.jsonl'))
    writeFileSync(at('other'), 'other\n')
    symlinkSync('other', at('journal.jsonl'))
    expect(() => journal.plan(now(), block('a/one'))).toThrow()
    expect(readFileSync(at('other'), 'utf8')).toBe('other\n')
  })

  test('passes over lines that others wrote or changed', () => {
    new Journal(at('journal.jsonl'), { sign }).plan(now(), block('a/one'))
    const line = readFileSync(at('journal.jsonl'), 'utf8')
    const forged = [withoutSeal(line.trim()), line.trim().replace('a/one', 'a/other')]
    writeFileSync(at('journal.jsonl'), `${line}${forged.join('\n')}\n`)
    expect([...new Journal(at('journal.jsonl'), { sign }).planned.keys()]).toEqual(['a/one'])
    // And so it does of another file.
    writeFileSync(at('journal-other.jsonl'), line)
    expect(new Journal(at('journal-other.jsonl'), { sign }).planned.size).toBe(0)
  })
})

describe('a scratch folder', () => {
  test.each(['link', 'file'])('is neither made nor emptied where a %s stands in its place', async (kind) => {
    mkdirSync(at('theirs/process-1'), { recursive: true })
    writeFileSync(at('theirs/process-1/notes'), 'theirs')
    if (kind === 'link') symlinkSync('theirs', at('work'))
    else writeFileSync(at('work'), 'theirs')
    await expect(sweepScratch(at('work'))).rejects.toThrow()
    await expect(withScratch(at('work'), async () => {})).rejects.toThrow()
    expect(readdirSync(at('theirs'))).toEqual(['process-1'])
    expect(readFileSync(at('theirs/process-1/notes'), 'utf8')).toBe('theirs')
  })

  test('that is a link is not swept, nor is what it leads to', async () => {
    mkdirSync(at('theirs'))
    writeFileSync(at('theirs/notes'), 'theirs')
    mkdirSync(at('work/process-2/inner'), { recursive: true })
    symlinkSync('../../theirs', at('work/process-2/link'))
    symlinkSync('../theirs', at('work/process-1'))
    await sweepScratch(at('work'))
    expect(readdirSync(at('work'))).toEqual(['process-1'])
    expect(readFileSync(at('theirs/notes'), 'utf8')).toBe('theirs')
  })
})

test('a seal keeps JSON what it is, and holds for its name and its text alone', () => {
  for (const text of ['{}\n', '{\n "a": {"seal": 1}\n}\n', '{"a":"}"}', '{ "a": 1 }  \n']) {
    const whole = text === '{}\n' ? '{"a":0}\n' : text
    const written = sealed(whole, 'run.json', sign)
    expect(JSON.parse(written)).toMatchObject(JSON.parse(whole))
    expect(unsealed(written, 'run.json', sign)).toBe(whole)
    expect(unsealed(written, 'other.json', sign)).toBeNull()
    expect(unsealed(written.replace('a', 'ab'), 'run.json', sign)).toBeNull()
    expect(unsealed(whole, 'run.json', sign)).toBeNull()
    expect(withoutSeal(written)).toBe(whole)
  }
})

test('a file is replaced by its name: its other names keep their bytes, and no temporary file stays', () => {
  writeFileSync(at('file'), 'before')
  linkSync(at('file'), at('twin'))
  replaceFile(at('file'), 'after', 0o644, sign)
  expect([readFileSync(at('file'), 'utf8'), readFileSync(at('twin'), 'utf8')]).toEqual(['after', 'before'])
  expect(readdirSync(folder)).toEqual(['file', 'twin'])
})

test('what a kill left beside a file is swept; what only looks so is not', () => {
  writeAside(folder, 'half', 0o644, sign)
  writeAside(folder, 'half', 0o644, () => 'f'.repeat(64))
  mkdirSync(at('.rulebook-0000000000000000-0000000000000000.tmp'))
  writeFileSync(at('file.tmp'), 'theirs')
  expect(readdirSync(folder)).toHaveLength(4)
  sweepTemporaries(folder, sign)
  expect(readdirSync(folder)).toHaveLength(3)
  expect(readFileSync(at('file.tmp'), 'utf8')).toBe('theirs')
})

test('a file keeps its rights, whatever the mask of the process', () => {
  const file = at('rights')
  writeFileSync(file, 'before')
  chmodSync(file, 0o664)
  const mask = process.umask(0o077)
  try {
    replaceFile(file, 'after', 0o664, sign)
  } finally {
    process.umask(mask)
  }
  expect(statSync(file).mode & 0o777).toBe(0o664)
})
