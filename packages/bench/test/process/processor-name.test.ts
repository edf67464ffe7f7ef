import { expect, test } from 'vitest'
import { processorName } from '../../src/process/machine.ts'

const x86 =
  'processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 26\nmodel\t\t: 2\nmodel name\t: AMD EPYC\n'
const arm = 'processor\t: 0\nBogoMIPS\t: 243.75\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n'

test.each([
  ['AMD EPYC', x86, 'AMD EPYC (family 26, model 2)'],
  ['AMD EPYC 9R45', x86, 'AMD EPYC 9R45'],
  ['Apple M1', '', 'Apple M1'],
  ['', arm, 'unknown (implementer 0x41, part 0xd0c)'],
  ['', '', 'unknown'],
])('a processor that calls itself “%s” is told from others', (name, cpuinfo, told) => {
  expect(processorName(name, cpuinfo)).toBe(told)
})
