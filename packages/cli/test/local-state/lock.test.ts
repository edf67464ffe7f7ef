import { spawn } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { signerOf } from '../../src/files/machine-secret.ts'
import { type Attempt, type Lock, tryLock } from '../../src/local-state/lock-file.ts'
import { isGone, parseHolder, thisHolder } from '../../src/local-state/lock-holder.ts'

const isLinux = process.platform === 'linux'

/** A folder with a file to lock. */
function place(): { file: string; attempt: (onLost?: () => void) => Attempt } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'lock')
  return { file, attempt: (onLost = () => {}) => tryLock(file, signerOf(folder), onLost) }
}

function held(attempt: Attempt): Lock {
  if (attempt.kind !== 'held') throw new Error(`not held but ${attempt.kind}`)
  onTestFinished(() => attempt.lock.release())
  return attempt.lock
}

/** A process that has ended, as the holder that a lock named. */
async function gone() {
  const child = spawn(process.execPath, ['-e', ''])
  const holder = { ...thisHolder(), pid: child.pid!, started: isLinux ? '1' : null }
  await new Promise((resolve) => child.on('exit', resolve))
  return holder
}

test('one holds, another waits; what is released is free', () => {
  const { attempt } = place()
  const first = held(attempt())
  expect(attempt().kind).toBe('busy')
  first.release()
  expect(attempt().kind).toBe('held')
})

test('a holder that is gone is taken over at once, and leaves no file behind', async () => {
  const { file, attempt } = place()
  writeFileSync(file, JSON.stringify(await gone()))
  held(attempt())
  expect(readdirSync(path.dirname(file))).toEqual(['lock'])
})

test.runIf(isLinux)('so is one whose number went to another process', () => {
  const { file, attempt } = place()
  writeFileSync(file, JSON.stringify({ ...thisHolder(), started: '1' }))
  held(attempt())
})

test.runIf(isLinux)('and one that ended and that nobody has asked about', async () => {
  // The shell starts a process, becomes another that does not ask for its end, and goes on.
  const parent = spawn('sh', ['-c', 'sh -c "echo $$; exit" & exec sleep 20'])
  onTestFinished(() => void parent.kill('SIGKILL'))
  parent.stdout.setEncoding('utf8')
  await new Promise((resolve) => parent.stdout.once('data', resolve))
  const children = `/proc/${parent.pid}/task/${parent.pid}/children`
  await vi.waitFor(() => {
    const pid = Number(readFileSync(children, 'utf8').trim())
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    expect(stat).toContain(') Z ')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!
    expect(isGone({ ...thisHolder(), pid, started })).toBe(true)
  })
})

describe('of a process that is not known here', () => {
  const elsewhere = {
    'another machine': { host: 'elsewhere' },
    'another start of the system': { boot: 'other' },
    'another container': { namespace: 'pid:[1]' },
  }
  test.each(Object.entries(elsewhere))('%s the age of the lock tells', async (_, where) => {
    const { file, attempt } = place()
    writeFileSync(file, JSON.stringify({ ...(await gone()), ...where }))
    expect(attempt().kind).toBe('busy')
    const ago = new Date(Date.now() - 60_000)
    utimesSync(file, ago, ago)
    held(attempt())
  })
})

test('one whose lock was taken over is told, and does not remove the other one', async () => {
  const { file, attempt } = place()
  const lost = vi.fn()
  const first = held(attempt(lost))
  const ago = new Date(Date.now() - 60_000)
  utimesSync(file, ago, ago)
  const second = held(attempt())
  expect([first.isOurs, second.isOurs]).toEqual([false, true])
  await vi.waitFor(() => expect(lost).toHaveBeenCalled(), { timeout: 5000 })
  first.release()
  expect(second.isOurs).toBe(true)
})

test('an empty one, as of a process that found the disk full, is taken over by its age', () => {
  const { file, attempt } = place()
  writeFileSync(file, '')
  expect(attempt().kind).toBe('busy')
  const ago = new Date(Date.now() - 60_000)
  utimesSync(file, ago, ago)
  held(attempt())
})

describe('what is no lock is left alone, and told', () => {
  const foreign: [string, (file: string) => void][] = [
    ['link to ..', (file) => symlinkSync('..', file)],
    ['link to nowhere', (file) => symlinkSync('nowhere', file)],
    ['folder', (file) => mkdirSync(file)],
    ['content', (file) => writeFileSync(file, 'anything')],
    ['content', (file) => writeFileSync(file, JSON.stringify({ ...thisHolder(), more: 1 }))],
  ]
  test.each(foreign)('%s', (found, put) => {
    const { file, attempt } = place()
    put(file)
    expect(attempt()).toEqual({ kind: 'foreign', found })
    expect(readdirSync(path.dirname(file))).toEqual(['lock'])
  })
})

test('a lock names the process that holds it', () => {
  const { file, attempt } = place()
  held(attempt())
  const holder = parseHolder(readFileSync(file, 'utf8'))!
  expect(holder.pid).toBe(process.pid)
  expect(isGone(holder)).toBe(false)
})
