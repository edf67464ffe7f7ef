import { expect, test } from 'vitest'
import { machineIdentity, virtualisation } from '../../src/process/machine.ts'
import { published } from '../laboratory.ts'

const guest = { '/proc/cpuinfo': 'flags\t\t: fpu vme hypervisor lahf_lm\n' }
const vendor = { '/sys/class/dmi/id/sys_vendor': 'QEMU\n' }
const container = { '/.dockerenv': '' }

test.each([
  ['bare metal', vendor, null],
  ['a guest', { ...guest, ...vendor }, 'QEMU'],
  ['a guest whose firmware says nothing', guest, 'a hypervisor'],
  ['a container', container, 'container'],
  ['a container of another sort', { '/run/.containerenv': '' }, 'container'],
  ['a container in a guest', { ...container, ...guest, ...vendor }, 'container on QEMU'],
])('%s is told', (_, files: Record<string, string>, told) => {
  expect(virtualisation((file) => files[file] ?? null)).toBe(told)
})

test('a machine with fewer usable cores is another', () => {
  const { machine } = published()
  expect(machineIdentity({ ...machine, usableCores: 1 })).not.toBe(machineIdentity(machine))
})
