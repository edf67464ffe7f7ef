import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Laboratory } from './laboratory.ts'

/** The parts of a suite with one block of two benchmarks, of which the first, `odd`, does what is odd. */
export interface Odd {
  /** Module level. */
  top?: string
  setup?: string
  statement?: string
  teardown?: string
  /** Of `@benchmark`, such as `fresh=True`. */
  options?: string
  /** `async def` in place of `def`. */
  isAsync?: boolean
  /** Further modules beside the suite, by file name. */
  beside?: Record<string, string>
}

const indented = (code: string) => code.split('\n').map((line) => `    ${line}`)

export function suiteOf({ top = '', setup = '', statement = 'pass', teardown = '', ...how }: Odd): string {
  const options = `block="odd"${how.options ? `, ${how.options}` : ''}`
  const isBytes = how.options?.includes('unit="B"')
  return [
    'from rulebook_bench import benchmark',
    'import gc, os, signal, subprocess, sys, threading, time',
    top,
    `@benchmark(${options})`,
    `${how.isAsync ? 'async ' : ''}def odd():`,
    '    """What is odd."""',
    ...indented(setup),
    '    yield',
    ...indented(statement),
    ...(teardown ? ['    yield', ...indented(teardown)] : []),
    `@benchmark(${options})`,
    'def beside():',
    '    """Its innocent neighbour."""',
    '    yield',
    isBytes ? (how.options?.includes('raw') ? '    5' : '    [1]') : '    pass',
    '',
  ].join('\n')
}

/** A laboratory with one odd suite, `odd.py`. */
export function oddLaboratory(odd: Odd): Laboratory {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites, { recursive: true })
  writeFileSync(path.join(laboratory.suites, 'odd.py'), suiteOf(odd))
  for (const [name, code] of Object.entries(odd.beside ?? {})) {
    writeFileSync(path.join(laboratory.suites, name), code)
  }
  return laboratory
}
