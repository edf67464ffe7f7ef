import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { describeSuites } from '../../src/index.ts'
import { Laboratory, python } from '../laboratory.ts'
import { suiteOf } from '../odd-suites.ts'

/** Ways to use a name in a benchmark; `N` stands for it. */
const uses = [
  'N = 1',
  'N: int = 1',
  'N += 1',
  'del N',
  'print(N)',
  '(N := 1)',
  'a, (b, *N) = 1, (2, 3)',
  'for N in (): pass',
  'with open("a") as N: pass',
  'import os as N',
  'import N',
  'from os import path as N',
  'def N(): pass',
  'class N: pass',
  'try:\n    pass\nexcept OSError as N:\n    pass',
  'match [1]:\n    case [N]: pass',
  'match [1]:\n    case [*N]: pass',
  'match {}:\n    case {**N}: pass',
  'match 1:\n    case int() as N: pass',
  'global N\nN = 1',
  'def inner():\n    nonlocal N\n    N = 1',
  '(lambda: N)()',
  '[N for _ in ()]',
  'f"{N}"',
]

async function faultsOf(bodies: string[]): Promise<string[]> {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  for (const [index, statement] of bodies.entries()) {
    writeFileSync(path.join(laboratory.suites, `odd-${index}.py`), suiteOf({ statement }))
  }
  const { path: executable } = await python()
  return describeSuites(laboratory.suites, executable).then(
    () => [],
    (error) => error.faults,
  )
}

test('a name of the kind of those of the timed loop is refused with its place, however it is used', async () => {
  const name = fc.oneof(
    fc.constantFrom('__timer', '__start', '__stop', '__i', '__iterations', '__order', '__kept', '__answer'),
    fc.stringMatching(/^__[a-z][a-z_]{0,8}[a-z]$/),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(name, { minLength: uses.length, maxLength: uses.length }), async (names) => {
      const faults = await faultsOf(uses.map((use, index) => use.replaceAll('N', names[index]!)))
      for (const [index, reserved] of names.entries()) {
        const own = faults.filter((fault) => fault.startsWith(`odd-${index}.py:`))
        expect(own.join('\n')).toMatch(
          new RegExp(
            `:\\d+:\\d+: odd: ${reserved}: names with two underscores before them are those of the timed loop; rename it`,
          ),
        )
      }
    }),
    { numRuns: tries(4) },
  )
})

test('names of Python, of classes and of one underscore are not', async () => {
  const faults = await faultsOf([
    'print(__name__, __file__)',
    '__import__("os")',
    '_ = _timer = 1',
    'class Odd:\n    def __init__(self):\n        self.__timer = 1\n        __start = self.__timer\nOdd()',
    'odd = object()\nodd.__timer if False else None',
    'dict(__timer=1)',
  ])
  expect(faults).toEqual([])
})
