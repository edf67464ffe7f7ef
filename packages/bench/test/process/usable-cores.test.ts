import { expect, test } from 'vitest'
import { usableCores } from '../../src/process/usable-cores.ts'

const system = (files: Record<string, string>) => (file: string) => files[file] ?? null
const allowed = (list: string) => ({ '/proc/self/status': `Name:\tnode\nCpus_allowed_list:\t${list}\n` })

test.each([
  ['a system that tells nothing', {}, 8],
  ['a process that may run anywhere', allowed('0-7'), 8],
  ['affinity', allowed('0-1,5'), 3],
  ['one core', allowed('3'), 1],
  [
    'no limit of the control group',
    { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' },
    8,
  ],
  [
    'a limit of the control group',
    { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' },
    1.5,
  ],
  [
    'a limit of a group around it',
    { '/proc/self/cgroup': '0::/user/app\n', '/sys/fs/cgroup/user/cpu.max': '200000 100000\n' },
    2,
  ],
  [
    'a limit by the older control groups',
    {
      '/proc/self/cgroup': '4:memory:/app\n3:cpu,cpuacct:/app\n',
      '/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_quota_us': '50000\n',
      '/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_period_us': '100000\n',
    },
    0.5,
  ],
  [
    'none by the older control groups',
    {
      '/proc/self/cgroup': '3:cpu:/\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
    8,
  ],
  [
    'the least of several',
    { ...allowed('0-3'), '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '600000 100000\n' },
    4,
  ],
])('%s', (_, files, cores) => {
  expect(usableCores(8, system(files))).toBe(cores)
})
