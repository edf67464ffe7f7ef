import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { layoutFaults } from '../../../scripts/layout.ts'

test('what stands on a floor imports from that floor and from those below', () => {
  const source = fileURLToPath(new URL('../site', import.meta.url))
  const floors = [['config'], ['generate', 'sidebar'], ['pages'], ['html'], ['content', 'guides', 'no-links']]
  expect(layoutFaults(source, floors)).toEqual([])
})
