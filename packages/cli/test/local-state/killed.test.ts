import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { finished, gone, startedBy, underWay } from '../processes.ts'
import { Repository } from '../repository.ts'

describe('killed at any instant', () => {
  test('a rebuild keeps every finished process and goes on from there', async () => {
    const repository = Repository.blank()
    let kept = 0
    for (let kill = 0; kill < 2; kill++) {
      const rebuild = repository.start(['rebuild'], { group: true })
      // Once it has added to what was kept, at a random instant of the second process or the third.
      await underWay(repository, kept)
      await sleep(Math.random() * 300)
      rebuild.kill('SIGKILL')
      expect((await rebuild).signal).toBe('SIGKILL')
      await gone(repository)
      expect(finished(repository)).toBeGreaterThan(kept)
      kept = finished(repository)
      expect(repository.text('RULEBOOK.md')).toBeNull()
    }
    const { exitCode, stdout, stderr } = await repository.rulebook(['rebuild'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      new RegExp(`kept ${kept} of \\d+ processes of the measurement that was interrupted`),
    )
    expect(stdout).toMatch(/measured 3 blocks/)
    // A holder that is gone is not waited for.
    expect(stderr).toBe('')
    expect(repository.text('.rulebook/journal.jsonl')).toBeNull()
    expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  })

  test('a distillation leaves each file as it was or whole and new', async () => {
    const repository = Repository.published()
    const whole = repository.contents()
    for (let kill = 0; kill < 5; kill++) {
      repository.remove('RULEBOOK.md')
      repository.remove('RULEBOOK.evidence.json')
      const distill = repository.start(['distill'])
      await sleep(200 + Math.random() * 1000)
      distill.kill('SIGKILL')
      await distill
      for (const [file, text] of Object.entries(repository.contents())) {
        if (!file.endsWith('.tmp')) expect(text, file).toBe(whole[file])
      }
    }
    expect((await repository.rulebook(['distill'])).exitCode).toBe(0)
    expect(repository.contents()).toEqual(whole)
  })
})

describe('no worker, and nothing that it started, outlives the tool', () => {
  test.each(['SIGKILL', 'SIGTERM'] as const)('that gets %s while a benchmark hangs', async (signal) => {
    const repository = Repository.blank()
    const hanging = [
      '    import subprocess',
      '    child = subprocess.Popen(["sleep", "600"])',
      '    open("../hanging", "w").close()',
      '    while True:',
      '        pass',
    ]
    const setup = '    items = set(range(300))\n'
    repository.edit('suites/python/finding-things.py', setup, `${setup}${hanging.join('\n')}\n`)
    const measure = repository.start(['measure', 'finding-things'], { group: true })
    onTestFinished(() => {
      for (const { pid } of startedBy(repository)) process.kill(pid, 'SIGKILL')
    })
    await vi.waitFor(() => expect(repository.text('.rulebook/work/hanging')).not.toBeNull(), {
      timeout: 30_000,
    })
    // The tool, the worker, and what the worker started.
    await vi.waitFor(() => expect(startedBy(repository).length).toBeGreaterThanOrEqual(3))
    measure.kill(signal)
    await measure
    await gone(repository)
  })
})
