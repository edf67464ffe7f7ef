import { beforeAll, expect, test } from 'vitest'
import { formatRun, type Run } from '../../src/index.ts'
import { briefly, Laboratory } from '../laboratory.ts'

let run: Run
const tracebacks = new Map<string, string>()
beforeAll(async () => {
  const laboratory = new Laboratory('failing')
  const measured = await laboratory.measure({
    effort: { ...briefly, processes: 1, setups: 2, setupSeconds: 9 },
    memoryLimit: 2 ** 33,
    onFailure: (block, traceback) => tracebacks.set(block, traceback),
  })
  run = measured.run
}, 120_000)

test('a failure is located in the line of the suite that it came from', () => {
  const reasons = Object.fromEntries(run.skipped.map(({ id, reason }) => [id.split('/')[1], reason]))
  const json =
    'json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'
  expect(reasons).toEqual({
    in_a_library: `${json.replace('json.decoder.', '')} (failing.py:16)`,
    in_a_library_fresh: `the fresh interpreter exited with code 1: ${json} (failing.py:25)`,
    in_a_task: expect.stringMatching(/^TimeoutError(: .*)? \(failing\.py:33\)$/),
    cancelled: 'RuntimeError: the task of the benchmark was cancelled',
    in_the_check: 'AssertionError: joined 20 characters (failing.py:50)',
    suppressed:
      'failing.py:58:9: suppressed: what it raises is suppressed by a `with` around the yield; ' +
      'let it through, or make the statement raise nothing',
    only_once: expect.stringMatching(
      /^FileExistsError: .*, when it was set up again after its teardown \(failing\.py:64\)$/,
    ),
    too_much:
      'OSError: [Errno 12] Cannot allocate memory: a benchmark may reserve at most 8 GB of memory (failing.py:72)',
    interrupted: 'KeyboardInterrupt (failing.py:81)',
  })
})

test('the whole traceback is told, and is in no run', () => {
  expect(tracebacks.get('failing/in_a_library')).toMatch(
    /^Traceback [\s\S]*decoder\.py[\s\S]*JSONDecodeError/,
  )
  expect(tracebacks.get('failing/in_a_library_fresh')).toMatch(
    /^Traceback [\s\S]*decoder\.py[\s\S]*JSONDecodeError/,
  )
  expect(tracebacks.get('failing/in_a_task')).toContain('failing.py", line 33')
  expect(formatRun(run)).not.toContain('Traceback')
  for (const { id, fix } of run.skipped) {
    if (id === 'failing/suppressed') continue
    const expected =
      id === 'failing/too_much' ? '`memoryGigabytes`' : '`rulebook measure failing`, with --traceback'
    expect(fix).toContain(expected)
  }
})
