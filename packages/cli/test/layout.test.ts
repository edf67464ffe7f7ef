import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { layoutFaults } from '../../../scripts/layout.ts'

test('what stands on a floor imports from that floor and from those below', () => {
  const source = fileURLToPath(new URL('../src', import.meta.url))
  const floors = [
    ['start', 'index'],
    ['main'],
    ['commands'],
    ['serving'],
    ['exporting'],
    ['checks'],
    ['diagnoses', 'measuring'],
    ['pipeline'],
    ['explaining'],
    ['papers'],
    ['local-state'],
    ['repository'],
    ['files', 'terminal'],
    ['findings'],
  ]
  expect(layoutFaults(source, floors)).toEqual([])
})
