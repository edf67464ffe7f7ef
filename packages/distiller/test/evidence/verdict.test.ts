import { describe, expect, test } from 'vitest'
import { bind } from '../../src/evidence/bind.ts'
import type { Estimate } from '../../src/evidence/evidence.ts'
import { verdictOn, worstVerdict } from '../../src/evidence/verdict.ts'
import { above, below, cost, paper, ratioClaim, valueClaim } from '../synthetic-paper.ts'
import { constant, syntheticRun, writtenRun } from '../synthetic-run.ts'

function over(low: number, high: number): Estimate {
  return { value: (low + high) / 2, interval: [low, high], processes: 8, samples: 640 }
}

describe('a verdict says where the whole interval lies', () => {
  test.each([
    [2.1, 3, above(2), 'supported'],
    [1.9, 3, above(2), 'inconclusive'],
    [1, 1.9, above(2), 'refuted'],
    [2, 3, above(2), 'inconclusive'],
    [2, 3, above(2, true), 'supported'],
    [1, 2, above(2), 'refuted'],
    [1, 2, above(2, true), 'inconclusive'],
    [0.5, 0.9, below(1), 'supported'],
    [0.5, 1.1, below(1), 'inconclusive'],
    [1.1, 1.2, below(1), 'refuted'],
    [0.5, 1, below(1, true), 'supported'],
  ])('[%d, %d]', (low, high, holds, verdict) => {
    expect(verdictOn(over(low, high), holds)).toBe(verdict)
  })

  test('between two bounds', () => {
    const holds = { ...above(1), high: { value: 20, inclusive: false } }
    expect(verdictOn(over(3, 5), holds)).toBe('supported')
    expect(verdictOn(over(0.5, 30), holds)).toBe('inconclusive')
    expect(verdictOn(over(21, 30), holds)).toBe('refuted')
  })

  test('nothing measured, nothing said', () => {
    expect(verdictOn(null, above(2))).toBe('unmeasured')
  })
})

test('over several runs the worst verdict counts', () => {
  expect(worstVerdict(['supported', 'inconclusive'])).toBe('inconclusive')
  expect(worstVerdict(['inconclusive', 'refuted', 'supported'])).toBe('refuted')
  expect(worstVerdict(['refuted', 'unmeasured'])).toBe('unmeasured')
  expect(worstVerdict([])).toBe('unmeasured')
})

test('a claim that one of two machines refutes is refuted', () => {
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast', above(2))])]
  const run = (slow: number) => syntheticRun({ 'demo/block': { 'demo/slow': slow, 'demo/fast': 1 } })
  expect(bind(papers, [run(3), run(4)]).claims.get('demo/ratio')!.verdict).toBe('supported')
  expect(bind(papers, [run(3), run(1)]).claims.get('demo/ratio')!.verdict).toBe('refuted')
})

test('a size without spread that equals an inclusive bound meets it', () => {
  const sizes = [28, 49, 56, 64, 72, 104, 184, 216, 232, 1000]
  const verdicts = sizes.map((size) => {
    const holds = { ...above(size, true), high: { value: size, inclusive: true } }
    const claim = valueClaim('demo/size', cost('demo/object'), { kind: 'size', holds })
    const run = writtenRun({ 'demo/object': constant(size) }, { unit: 'B' })
    return bind([paper('demo', [claim])], [run]).claims.get('demo/size')!.verdict
  })
  expect(new Set(verdicts)).toEqual(new Set(['supported']))
})
