import { expect, test } from 'vitest'
import { memoryCap, memoryKills } from '../../src/process/memory-limit.ts'
import { ended, hung } from '../../src/worker/failure-reason.ts'

const gigabyte = 2 ** 30
/** A system with these files, and no others. */
const system = (files: Record<string, string>) => (file: string) => files[file] ?? null
const meminfo = (gigabytes: number) => `MemTotal: 99 kB\nMemAvailable:   ${gigabytes * 2 ** 20} kB\n`
const inVersion2 = { '/proc/self/cgroup': '0::/jobs/one\n', '/proc/meminfo': meminfo(64) }
const inVersion1 = { '/proc/self/cgroup': '4:memory:/jobs\n0::/\n', '/proc/meminfo': meminfo(64) }

test.each([
  ['what the machine has available', { '/proc/meminfo': meminfo(16) }, 12],
  ['all memory, where only that is known', {}, 6],
  [
    'what is left of its control group',
    { ...inVersion2, ...group('/sys/fs/cgroup/jobs/one', 4, 1, 0) },
    2.25,
  ],
  ['what caches of files hold, too', { ...inVersion2, ...group('/sys/fs/cgroup/jobs/one', 8, 7, 3) }, 3],
  ['the limit of a group around it', { ...inVersion2, ...group('/sys/fs/cgroup/jobs', 4, 0, 0) }, 3],
  ['no limit where the group has none', { ...inVersion2, '/sys/fs/cgroup/jobs/one/memory.max': 'max\n' }, 48],
  [
    'the limit of a group of version 1',
    {
      ...inVersion1,
      '/sys/fs/cgroup/memory/jobs/memory.limit_in_bytes': `${8 * gigabyte}\n`,
      '/sys/fs/cgroup/memory/jobs/memory.usage_in_bytes': `${4 * gigabyte}\n`,
    },
    3,
  ],
  ['a gigabyte at least', { '/proc/meminfo': meminfo(0.5) }, 1],
])('a worker may reserve three quarters of %s', (_, files, gigabytes) => {
  expect(memoryCap(system(files), 8 * gigabyte) / gigabyte).toBe(gigabytes)
})

function group(folder: string, limit: number, usage: number, cached: number): Record<string, string> {
  return {
    [`${folder}/memory.max`]: `${limit * gigabyte}\n`,
    [`${folder}/memory.current`]: `${usage * gigabyte}\n`,
    [`${folder}/memory.stat`]: `anon 5\ninactive_file ${cached * gigabyte}\n`,
  }
}

test('kills for lack of memory are counted in its control groups and in the whole system', () => {
  const one = '/sys/fs/cgroup/jobs/one/memory.events'
  expect(memoryKills(system({}))).toBe(0)
  expect(memoryKills(system({ ...inVersion2, [one]: 'max 9\noom 3\noom_kill 2\n' }))).toBe(2)
  expect(memoryKills(system({ '/proc/vmstat': 'nr_free_pages 1\noom_kill 7\n' }))).toBe(7)
  expect(
    memoryKills(
      system({ ...inVersion1, '/sys/fs/cgroup/memory/jobs/memory.oom_control': 'under_oom 0\noom_kill 4\n' }),
    ),
  ).toBe(4)
})

const last = { phase: { name: 'timing', what: 'odd' }, request: 3, traceback: '', place: '' }

test('a kill for lack of memory is called so, another is not', () => {
  const killed = { code: null, signal: 'SIGKILL', failure: null }
  expect(ended(killed, '', true, last)).toMatchObject({
    kind: 'memory',
    message: 'the system ended the worker for lack of memory while timing odd',
  })
  expect(ended(killed, '', false, last)).toMatchObject({
    kind: 'exited',
    message: 'the worker was ended by SIGKILL while timing odd',
  })
  const crashed = { code: 1, signal: null, failure: null }
  expect(ended(crashed, 'Traceback\nMemoryError\n', false, last)).toMatchObject({ kind: 'memory' })
  expect(ended({ ...killed, signal: 'SIGSEGV' }, '', true, last)).toMatchObject({ kind: 'exited' })
})

test('an answer is lost only where the worker gave one to what it was asked', () => {
  const answered = (what: string) => hung(1, false, { ...last, phase: { name: 'answered', what } })
  expect(answered('3').message).toMatch(/^its answer did not arrive/)
  expect(answered('2').message).toBe('taking the next request did not end within 1 s')
})
