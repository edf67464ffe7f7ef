import { expect, it } from 'vitest'
import { shownCited } from '../site/pages/estimates.ts'

it.each([
  [203, 'ratio', '203×'],
  [1387, 'ratio', '1387×'],
  [1.605, 'ratio', '1.605×'],
  [8.6, 'ratio', '8.6×'],
  [0.69, 'saving', '69%'],
  [0.285, 'saving', '28.5%'],
  [28.2e-6, 'time', '28.2 µs'],
  [100e-3, 'time', '100 ms'],
  [200, 'size', '200 B'],
] as const)('shows the cited %d %s as %s', (value, kind, text) => {
  expect(shownCited(value, kind)).toBe(text)
})
