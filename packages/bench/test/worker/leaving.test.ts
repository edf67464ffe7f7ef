import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { briefly, running } from '../laboratory.ts'
import { oddLaboratory } from '../odd-suites.ts'

const effort = { ...briefly, processes: 1, passes: 1, warmupPasses: 1, interpreters: 1, setups: 1 }

test('where an import does not end, the other blocks of the suite are not tried, but those that do not import it', async () => {
  const others = ['second', 'third', 'fresh'].flatMap((block) =>
    ['one', 'other'].map(
      (name) =>
        `@benchmark(block="${block}"${block === 'fresh' ? ', fresh=True' : ''})\n` +
        `def ${block}_${name}():\n    """It."""\n    yield\n    pass\n`,
    ),
  )
  const laboratory = oddLaboratory({
    top: [
      'with open(os.path.join(os.environ["RULEBOOK_SCRATCH"], "..", "tries"), "a") as file:',
      '    file.write("x")',
      'waited = threading.Event().wait()',
      ...others,
    ].join('\n'),
  })
  const { run } = await laboratory.measure({ effort, requestTimeout: 2000 })
  const reason = 'importing odd.py did not end within 2 s (odd.py:5)'
  expect(run.skipped.map(({ id, reason }) => [id, reason]).sort()).toEqual([
    ['odd/odd', reason],
    ['odd/second', reason],
    ['odd/third', reason],
  ])
  expect(run.blocks.map(({ id }) => id)).toEqual(['odd/fresh'])
  // To look at the statements and to sample, once and once again.
  expect(readFileSync(path.join(laboratory.work, 'tries'), 'utf8').length).toBeLessThanOrEqual(4)
})

test.runIf(process.platform === 'linux')(
  'what a killed measurement left running ends when the next begins, and nothing of others',
  async () => {
    const laboratory = oddLaboratory({})
    const startFor = (folder: string) => {
      const child = spawn('sleep', ['600'], {
        detached: true,
        stdio: 'ignore',
        env: { ...process.env, RULEBOOK_SCRATCH: folder },
      })
      onTestFinished(() => {
        child.kill('SIGKILL')
      })
      return child.pid!
    }
    const scratch = path.join(laboratory.work, 'process-killed')
    mkdirSync(scratch, { recursive: true })
    const left = startFor(scratch)
    const others = startFor(path.join(laboratory.folder, 'elsewhere', 'process-killed'))
    await laboratory.measure({ effort })
    await vi.waitFor(() => expect(running([left, others])).toEqual([others]))
  },
)
