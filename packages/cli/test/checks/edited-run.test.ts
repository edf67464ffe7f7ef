import type { Catalogue, Run } from '@rulebook/bench'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { findAll } from '../../src/checks/find-all.ts'
import { refuseWhatCheckRefuses } from '../../src/exporting/refuse-what-check-refuses.ts'
import { Failure } from '../../src/findings/failure.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { readPapers } from '../../src/papers/read-papers.ts'
import { computeOutputs, writeOutputs } from '../../src/pipeline/compute-outputs.ts'
import { readPublishedRuns } from '../../src/repository/published.ts'
import { openWorkspace } from '../../src/repository/workspace.ts'
import { Repository } from '../repository.ts'

const runFile = 'runs/published.json'
const catalogueFile = 'rulebook.catalogue.json'

/** What `check` finds of a repository: its errors, or why it cannot look. */
async function errorsOf(repository: Repository): Promise<Pick<Finding, 'rule' | 'message'>[]> {
  const workspace = await openWorkspace(repository.root)
  try {
    const { findings } = await findAll(workspace)
    return findings.filter(({ severity }) => severity === 'error')
  } catch (error) {
    return [{ rule: 'failure', message: (error as Error).message }]
  }
}

/** Is it handed to agents? */
async function isHandedOver(repository: Repository): Promise<boolean> {
  const workspace = await openWorkspace(repository.root)
  return refuseWhatCheckRefuses(workspace).then(
    () => true,
    () => false,
  )
}

/** Write everything anew from the run as it lies there, as somebody who hides an edit would. */
async function distillAgain(repository: Repository): Promise<void> {
  const workspace = await openWorkspace(repository.root)
  const { committedCatalogue } = await import('../../src/repository/committed-catalogue.ts')
  const { papers } = await readPapers(workspace, await committedCatalogue(workspace))
  const { texts, read } = await computeOutputs(workspace, papers, await readPublishedRuns(workspace))
  await writeOutputs(workspace, read, texts)
}

function editJson<Data>(repository: Repository, file: string, edit: (data: Data) => void): void {
  const data = JSON.parse(repository.read(file)) as Data
  edit(data)
  repository.write(file, `${JSON.stringify(data, null, 2)}\n`)
}

const five = (x: number) => Number(x.toPrecision(5))

describe('a run that was edited and distilled again is told by check and handed to nobody:', () => {
  test.each<[name: string, edit: (run: Run) => void, told: RegExp]>([
    [
      'dated in the future',
      (run) => {
        for (const block of run.blocks) block.measuredAt = '2090-01-01T00:00:00.000Z'
      },
      /in the future/,
    ],
    [
      'all samples of a block by hundred',
      ({ blocks: [block] }) => {
        for (const benchmark of block!.benchmarks)
          benchmark.samples = benchmark.samples.map((all) => all.map((x) => five(x! * 100)))
      },
      /loops would take|samples that take/,
    ],
    [
      'samples that alternate between 1e-9 and 1e3',
      ({ blocks: [block] }) => {
        const [first] = block!.benchmarks
        first!.samples = first!.samples.map((all) => all.map((_, pass) => (pass % 2 ? 1e3 : 1e-9)))
      },
      /samples that take/,
    ],
    [
      'a benchmark twice',
      ({ blocks: [block] }) => block!.benchmarks.push(block!.benchmarks[0]!),
      /benchmark .* stands at/,
    ],
    ['a block twice', ({ blocks }) => blocks.push(blocks[0]!), /Unexpected block .* stands at/],
    ['more passes than samples', ({ blocks: [block] }) => block!.passes++, /passes, expected/],
    [
      'another version of Python',
      ({ interpreter }) => {
        interpreter.version = '3.99.0'
      },
      /key that does not follow/,
    ],
    [
      'another package',
      ({ blocks: [block] }) => {
        block!.loaded.packages.orjson = '99.0'
      },
      /key that does not follow/,
    ],
    [
      'another unit',
      ({ blocks: [block] }) => {
        for (const benchmark of block!.benchmarks) benchmark.unit = 'B'
      },
      /Unexpected unit/,
    ],
    [
      'another statement',
      ({ blocks: [block] }) => {
        block!.benchmarks[0]!.statement = 'os.system("x")'
      },
      /Unexpected statement “os.system/,
    ],
    [
      'processes that count no more',
      ({ blocks: [block] }) => {
        for (const process of block!.processes.slice(1)) process.disturbed = true
      },
      /passed over as disturbed/,
    ],
  ])('%s', async (_, edit, told) => {
    const repository = Repository.cloned()
    editJson(repository, runFile, edit)
    await distillAgain(repository).catch((error) => expect(error).toBeInstanceOf(Failure))
    const errors = await errorsOf(repository)
    expect(errors.map(({ message }) => message)).toContainEqual(expect.stringMatching(told))
    expect(await isHandedOver(repository)).toBe(false)
  })
})

describe('a catalogue that was typed is told by check and handed to nobody:', () => {
  test.each<[name: string, edit: (catalogue: Catalogue) => void]>([
    ['a statement', ({ benchmarks: [first] }) => (first!.statement = 'os.system("x")')],
    ['the statement of another', ({ benchmarks: [first, second] }) => (first!.statement = second!.statement)],
    ['a setup', ({ benchmarks: [first] }) => (first!.setup = `${first!.setup}\nimport os`)],
    ['a docstring', ({ benchmarks: [first] }) => (first!.doc = 'Words that nobody wrote.')],
    ['a unit', ({ benchmarks: [first] }) => (first!.unit = 'B')],
    ['raw', ({ benchmarks: [first] }) => (first!.raw = !first!.raw)],
    ['a block', ({ benchmarks: [first] }) => (first!.block = 'another')],
    [
      'a benchmark more',
      ({ benchmarks }) => benchmarks.push({ ...benchmarks[0]!, id: 'adding-numbers/made_up' }),
    ],
    ['a benchmark twice', ({ benchmarks }) => benchmarks.push(benchmarks[0]!)],
  ])('%s', async (_, edit) => {
    const repository = Repository.cloned()
    editJson<Catalogue>(repository, catalogueFile, (catalogue) => void edit(catalogue))
    // Papers may not even fit to it.
    const rules = (await errorsOf(repository)).map(({ rule }) => rule)
    expect(rules.some((rule) => rule === 'stale-catalogue' || rule === 'failure')).toBe(true)
    expect(await isHandedOver(repository)).toBe(false)
  })
})

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Every place of a JSON document that holds no list or object. */
function leavesOf(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return entries.flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}

/** What may be done to a leaf. */
const edits: Record<string, (parent: Record<string | number, Json>, key: string | number) => void> = {
  'changed to another': (parent, key) => {
    const value = parent[key]!
    parent[key] =
      typeof value === 'number' ? value * 3 + 1 : typeof value === 'boolean' ? !value : `${value}x`
  },
  deleted: (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
  },
  'made null': (parent, key) => {
    parent[key] = null
  },
}

/**
 * What a run says beside its numbers and that nothing follows from: nobody is shown it, or it is shown as what it
 * is, something that the run says. Single samples are told by the evidence, which was made from them.
 */
const meansNothing =
  /^(?:id|duration|machine\.(?:kernel|memory|virtualisation)|harness\..*|skipped\..*|blocks\.\d+\.(?:passSeconds|setupSeconds|setups|compared|processes\.\d+\.(?:hashSeed|environmentPadding|startedAt|duration|gc|load|steal)|benchmarks\.\d+\.(?:doc|loops\.\d+|warnings\..*|uses\..*|samples\..*)))$/

test('any leaf of run, catalogue or evidence that is edited is told, or is one that means nothing, and who hands over agrees', async () => {
  const repository = Repository.cloned()
  const files = [runFile, catalogueFile, 'RULEBOOK.evidence.json']
  const texts = new Map(files.map((file) => [file, repository.read(file)]))
  const leaves = new Map(files.map((file) => [file, leavesOf(JSON.parse(texts.get(file)!))]))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.nat(),
      fc.constantFrom(...Object.keys(edits)),
      async (file, at, edit) => {
        const all = leaves.get(file)!
        const path = all[at % all.length]!
        const data = JSON.parse(texts.get(file)!)
        const parent = path.slice(0, -1).reduce((inner, key) => inner[key], data)
        const before = JSON.stringify(data)
        edits[edit]!(parent, path.at(-1)!)
        if (JSON.stringify(data) === before) return
        repository.write(file, `${JSON.stringify(data, null, 2)}\n`)
        try {
          const errors = await errorsOf(repository)
          expect(await isHandedOver(repository)).toBe(errors.length === 0)
          if (errors.length > 0) return
          expect(file).toBe(runFile)
          expect(path.join('.')).toMatch(meansNothing)
        } finally {
          repository.write(file, texts.get(file)!)
        }
      },
    ),
    { numRuns: tries(60) },
  )
}, 120_000)

test('an honest repository is checked without an error, and handed over', async () => {
  const repository = Repository.cloned()
  expect(await errorsOf(repository)).toEqual([])
  expect(await isHandedOver(repository)).toBe(true)
})
