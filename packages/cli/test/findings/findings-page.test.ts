import { readFileSync } from 'node:fs'
import type { Benchmark } from '@rulebook/bench'
import { faultExplanations } from '@rulebook/papers'
import { expect, test } from 'vitest'
import { findingRules } from '../../src/findings/finding-rule.ts'

const page = faultExplanations(readFileSync(new URL('../../findings.md', import.meta.url), 'utf8'))

/** By code; the compiler holds the list to what the harness can warn of. */
const warnings: Record<'wide' | Benchmark['warnings'][number]['code'], true> = {
  wide: true,
  bimodal: true,
  drifting: true,
  'clock-resolution': true,
  contaminated: true,
  surroundings: true,
  'used-up': true,
  unawaited: true,
  'nothing-timed': true,
  'unequal-results': true,
  unexamined: true,
}

test('every finding and every warning of a measurement is explained, in order, and nothing else', () => {
  expect([...page.keys()]).toEqual([...findingRules, ...Object.keys(warnings)])
})

test.each([...page])('%s: an example and the fix', (_, section) => {
  expect(section).toMatch(/\n```[\s\S]*\n```/)
  expect(section).toMatch(/\n\*\*Fix\.\*\* \S/)
})
