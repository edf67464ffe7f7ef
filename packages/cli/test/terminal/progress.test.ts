import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Output } from '../../src/terminal/output.ts'
import { ProgressDisplay } from '../../src/terminal/progress.ts'
import { Repository } from '../repository.ts'

describe('where there is no terminal', () => {
  const lines: string[] = []
  const output = { json: false, quiet: false, say: (line: string) => lines.push(line) } as unknown as Output

  beforeEach(() => {
    lines.length = 0
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Go through a measurement of processes that take two seconds each. */
  function measure(total: number, resumed: number): void {
    const display = new ProgressDisplay(output)
    for (let done = resumed; done <= total; done++) {
      display.update({ done, total, resumed, block: done < total ? 'finding-things/lookups' : '' })
      vi.advanceTimersByTime(2000)
    }
    display.stop()
  }

  test('a line is printed every few seconds, with the time left', () => {
    measure(60, 0)
    expect(lines[0]).toBe('measuring 0/60 processes, time left not known yet (finding-things/lookups)')
    expect(lines[1]).toBe('measuring 3/60 processes, about 2 min left (finding-things/lookups)')
    expect(lines.at(-1)).toBe('measuring 57/60 processes, about 6 s left (finding-things/lookups)')
    expect(lines).toHaveLength(20)
  })

  test('what was kept of an interrupted measurement is said, and does not shorten the time left', () => {
    measure(60, 50)
    expect(lines).toEqual([
      'kept 50 of 60 processes of the measurement that was interrupted',
      'measuring 50/60 processes, time left not known yet (finding-things/lookups)',
      'measuring 53/60 processes, about 14 s left (finding-things/lookups)',
      'measuring 56/60 processes, about 8 s left (finding-things/lookups)',
      'measuring 59/60 processes, about 2 s left (finding-things/lookups)',
    ])
  })
})

test('a file gets lines and no control characters', async () => {
  const { stdout, stderr } = await Repository.blank().rulebook(['rebuild'])
  expect(stdout).toMatch(/^measuring 0\/15 processes, time left not known yet/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
})

/** `script` of util-linux runs a command on a terminal of its own. */
test.runIf(process.platform === 'linux')('a terminal gets a bar, which is gone at the end', async () => {
  const repository = Repository.blank()
  const { exitCode, stdout } = await repository.rulebook(['rebuild'], {
    wrapper: ['bash', '-c', 'exec script -qec "$(printf "%q " "$@")" /dev/null', 'terminal'],
  })
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/measuring █+░* \d+\/15 processes · about \d+ s left · [a-z-]+\/[a-z]+/)
  expect(stdout).not.toContain('processes, time left')
  // Its line is cleared, and the cursor shown again, before anything else is said.
  const before = stdout.split('measured 3 blocks')[0]!
  expect(before.slice(-40)).toContain('\u001b[?25h')
  expect(before.endsWith('\u001b[2K')).toBe(true)
})
