import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { layoutFaults } from '../../../scripts/layout.ts'

test('what stands on a floor imports from that floor and from those below', () => {
  const source = fileURLToPath(new URL('../src', import.meta.url))
  const floors = [
    ['index'],
    ['measurement'],
    ['quality', 'impossible'],
    ['sampling'],
    ['plan'],
    ['catalogue'],
    ['worker'],
    ['effort', 'python'],
    ['process'],
    ['run'],
    ['files'],
  ]
  expect(layoutFaults(source, floors)).toEqual([])
})
