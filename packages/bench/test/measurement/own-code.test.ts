import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cost, Laboratory } from '../laboratory.ts'

const top = 'from rulebook_bench import benchmark\n'
const benchmark = (name: string, block: string, setup: string, statement: string, more = '', def = 'def') => `
@benchmark(block="${block}"${more})
${def} ${name}():
    """It."""
    ${setup}
    yield
    ${statement}
`

/** A laboratory with own code in `src`, and suites that use it. */
function repository(suite: string) {
  const laboratory = new Laboratory()
  const src = path.join(laboratory.folder, 'src')
  mkdirSync(path.join(src, 'pack'), { recursive: true })
  mkdirSync(laboratory.suites)
  writeFileSync(path.join(laboratory.suites, 'own.py'), top + suite)
  writeFileSync(path.join(laboratory.suites, '_common.py'), 'def thing(n):\n    return sum(range(n))\n')
  writeFileSync(path.join(src, 'pack', '__init__.py'), '')
  writeFileSync(
    path.join(src, 'pack', 'work.py'),
    'from .size import SIZE\n\ndef work():\n    return list(range(SIZE))\n',
  )
  const size = (number: number) => writeFileSync(path.join(src, 'pack', 'size.py'), `SIZE = ${number}\n`)
  size(10)
  return { laboratory, size, pythonPath: [src] }
}

test('own code is measured, and measured again when it changed, and nothing else is', async () => {
  const work = 'from pack.work import work'
  const { laboratory, size, pythonPath } = repository(
    [
      benchmark('works', 'own', work, 'work()'),
      benchmark('works_async', 'own', work, 'work()', '', 'async def'),
      benchmark('small', 'beside', 'from _common import thing', 'thing(10)'),
      benchmark('large', 'beside', 'from _common import thing', 'thing(1000)'),
      benchmark('starts', 'fresh', 'import sys', 'from pack.work import work', ', fresh=True'),
      benchmark('starts_not', 'fresh', 'import sys', 'from _common import thing', ', fresh=True'),
    ].join('\n'),
  )
  const first = await laboratory.measure({ pythonPath })
  expect(first.run.skipped).toEqual([])
  expect([...first.measured.keys()]).toEqual(['own/own', 'own/beside', 'own/fresh'])
  expect(cost(first.run, 'own/large')).toBeGreaterThan(5 * cost(first.run, 'own/small'))
  laboratory.forget()

  size(10_000)
  const second = await laboratory.measure({ pythonPath, previous: first.run })
  expect([...second.measured]).toEqual([
    ['own/own', 'src/pack/size.py changed'],
    ['own/fresh', 'src/pack/size.py changed'],
  ])
  expect(cost(second.run, 'own/works')).toBeGreaterThan(20 * cost(first.run, 'own/works'))
  laboratory.forget()

  const third = await laboratory.measure({ pythonPath, previous: second.run })
  expect(third.measured.size).toBe(0)
})

test('own code may have the names that the harness gives its modules', async () => {
  const { laboratory, pythonPath } = repository(
    [
      benchmark('gets', 'own', 'from session import get\n    import run_with_parent', 'get()'),
      benchmark('gets_not', 'own', '', 'pass'),
    ].join('\n'),
  )
  writeFileSync(path.join(pythonPath[0]!, 'session.py'), 'def get():\n    return 1\n')
  writeFileSync(path.join(pythonPath[0]!, 'run_with_parent.py'), '')
  const { run } = await laboratory.measure({ pythonPath })
  expect(run.skipped).toEqual([])
})

test('an installed package in place of own code is told, not measured', async () => {
  const { laboratory, pythonPath } = repository(
    [benchmark('uses', 'own', 'import shop', 'shop'), benchmark('uses_not', 'own', '', 'pass')].join('\n'),
  )
  writeFileSync(path.join(pythonPath[0]!, 'shop.py'), '')
  const installed = path.join(laboratory.folder, 'installed')
  mkdirSync(installed)
  writeFileSync(path.join(installed, 'shop.py'), '')
  const suite = path.join(laboratory.suites, 'own.py')
  writeFileSync(
    suite,
    `import sys\nsys.path.insert(0, ${JSON.stringify(installed)})\n${readFileSync(suite, 'utf8')}`,
  )
  const { run } = await laboratory.measure({ pythonPath })
  expect(run.skipped).toMatchObject([
    {
      id: 'own/own',
      reason: expect.stringContaining('shop was imported from an installed package, not from the repository'),
    },
  ])
})

test('code that is nowhere costs its block, and what mends it is said', async () => {
  const { laboratory } = repository(
    [
      benchmark('works', 'own', 'from pack.work import work', 'work()'),
      benchmark('works_not', 'own', '', 'pass'),
      benchmark('starts', 'fresh', '', 'from pack.work import work', ', fresh=True'),
      benchmark('starts_not', 'fresh', '', 'pass', ', fresh=True'),
      benchmark('small', 'beside', 'from _common import thing', 'thing(10)'),
      benchmark('large', 'beside', 'from _common import thing', 'thing(100)'),
    ].join('\n'),
  )
  const { run } = await laboratory.measure()
  expect(run.blocks.map(({ id }) => id)).toEqual(['own/beside'])
  const reason = expect.stringContaining("ModuleNotFoundError: No module named 'pack'")
  const fix =
    'name pack in `requires` of the benchmark if it is a package, or its folder in `pythonPath` of ' +
    'rulebook.config.json if it is your own code, then run `rulebook measure own`'
  expect([...run.skipped].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
    { id: 'own/fresh', reason, fix },
    { id: 'own/own', reason, fix },
  ])
})
