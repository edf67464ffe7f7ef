import { rmSync } from 'node:fs'
import process from 'node:process'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { Repository } from '../repository.ts'

/** What ends a line, to a program or to a terminal. */
const lineEnds = ['\n', '\r\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029']
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/

/** What runners of continuous integration and terminals act upon. */
const commands = [
  '::error file=papers/x.md,line=1::forged',
  '  ::set-output name=x::y',
  '\t::add-mask::e',
  '\u00a0::stop-commands::token',
  '##[error]forged',
  'x ##[add-mask]e',
  '##vso[task.setvariable variable=PATH]x',
  "##teamcity[buildStatus status='SUCCESS']",
  'section_start:1:x\r\u001b[0Kx',
  '\u001b]0;title\u0007',
  '\u001b[2J',
  'hostile words',
]
const drawn = fc
  .array(fc.tuple(fc.constantFrom(...lineEnds), fc.constantFrom(...commands)), { minLength: 1, maxLength: 3 })
  .map((pieces) => `hostile words${pieces.flat().join('')}`)
/** Every one of them behind every end of a line. */
const everything = `::notice::x${lineEnds.flatMap((end) => commands.map((command) => end + command)).join('')}\n`

/** A place for a text of somebody else, with the commands that meet it. */
interface Place {
  put?: (repository: Repository, text: string) => void
  commands: (text: string) => string[][]
}

/** What is changed of settings, runs and evidence. */
interface Data extends Record<string, unknown> {
  machine: { cpu: string }
  rules: { text: string }[]
  runs: unknown[]
}

const paper = 'papers/finding-things.md'
const always = (...words: string[]) => {
  return () => words.map((line) => line.split(' '))
}
/** A file may have any name of 255 bytes, but for a slash. */
const named = (text: string) => text.replaceAll('/', '|').slice(0, 70)

const inPaper = (from: string, to: (text: string) => string, ...words: string[]): Place => ({
  put: (repository, text) => repository.edit(paper, from, to(text)),
  commands: always('check', ...words),
})
const inJson = (file: string, change: (data: Data, text: string) => void, ...words: string[]): Place => ({
  put: (repository, text) => {
    const data = JSON.parse(repository.read(file))
    change(data, text)
    repository.write(file, JSON.stringify(data))
  },
  commands: always(...words),
})
const asArgument = (...lines: ((text: string) => string[])[]): Place => ({
  commands: (text) => lines.map((line) => line(text)),
})

const places: Record<string, Place> = {
  'the status of a paper': inPaper('status: accepted', (text) => `status: ${JSON.stringify(text)}`),
  'a key of a paper': inPaper('status: accepted', (text) => `status: accepted\n${JSON.stringify(text)}: 1`),
  'a claim': inPaper('claims:', (text) => `claims:\n  ${JSON.stringify(text)}: {}`),
  'a figure of a paper': inPaper('](#miss)', (text) => `](<#${text}>)`),
  'the title of a paper': inPaper('# ', (text) => `# ${text}`, 'distill'),
  'the summary of a paper': inPaper(
    'status: accepted',
    (text) => `status: accepted\nsummary: ${JSON.stringify(text)}`,
  ),
  'the name of a paper': {
    put: (repository, text) => repository.write(`papers/${named(text)}.md`, 'none\n'),
    commands: always('check', 'distill', 'check --json'),
  },
  'the name of a folder': {
    put: (repository, text) => repository.write(`papers/${named(text)}/a.md`, repository.read(paper)),
    commands: always('check', 'distill'),
  },
  'an exception of a suite': {
    put: (repository, text) =>
      repository.write('suites/python/odd-one.py', `raise ValueError(${JSON.stringify(text)})\n`),
    commands: always('measure --list', 'measure --list --json'),
  },
  'the docstring of a benchmark': {
    put: (repository, text) =>
      repository.edit('suites/python/finding-things.py', '    """', `    ${JSON.stringify(text)}\n    """`),
    commands: always('measure --list'),
  },
  'the name of a suite': {
    put: (repository, text) => repository.write(`suites/python/${named(text)}.py`, 'x = 1\n'),
    commands: always('measure --list'),
  },
  'a key of the settings': inJson(
    'rulebook.config.json',
    (data, text) => {
      data[text] = 1
    },
    'check',
    'check --json',
  ),
  'a folder of the settings': inJson(
    'rulebook.config.json',
    (data, text) => {
      data.papers = named(text)
    },
    'check',
  ),
  'a pattern of the settings': inJson(
    'rulebook.config.json',
    (data, text) => {
      data.runs = [named(text)]
    },
    'check',
  ),
  'the name of the rulebook': inJson(
    'rulebook.config.json',
    (data, text) => {
      data.rulebook = `${named(text)}.md`
    },
    'distill',
    'check',
  ),
  'settings that are no JSON': {
    put: (repository, text) => repository.write('rulebook.config.json', text),
    commands: always('check'),
  },
  'a key of a run': inJson(
    'runs/published.json',
    (data, text) => {
      data[text] = 1
      data.machine.cpu = text
    },
    'check',
    'distill',
  ),
  'a run that is no JSON': {
    put: (repository, text) => repository.write('runs/published.json', text),
    commands: always('check', 'distill', 'compare published local'),
  },
  'the local run': {
    put: (repository, text) => repository.write('.rulebook/run.json', text),
    commands: always('distill'),
  },
  'a rule of the evidence': inJson(
    'RULEBOOK.evidence.json',
    (data, text) => {
      for (const rule of data.rules) rule.text = text
      for (const run of data.runs) Object.assign(run as object, { machine: text })
    },
    'explain finding-things/lookup',
    'check',
    'export --format json',
  ),
  'evidence that is no JSON': {
    put: (repository, text) => repository.write('RULEBOOK.evidence.json', text),
    commands: always('distill', 'explain finding-things/miss'),
  },
  'a catalogue that is no JSON': {
    put: (repository, text) => repository.write('rulebook.catalogue.json', text),
    commands: always('check'),
  },
  'the rulebook': {
    put: (repository, text) =>
      repository.write('RULEBOOK.md', `${repository.read('RULEBOOK.md')}- ${text}\n`),
    commands: always('export --print', 'export --format json', 'check'),
  },
  'an argument': asArgument(
    (text) => [text],
    (text) => ['explain', text],
    (text) => ['check', `--${text}`],
    (text) => ['check', '--run', text],
    (text) => ['check', '--root', text],
    (text) => ['compare', text, text],
    (text) => ['measure', text],
    (text) => ['measure', '--filter', text],
    (text) => ['rebuild', '--budget', text],
    (text) => ['rebuild', '--effort', text],
    (text) => ['new', 'suite', text],
    (text) => ['export', '--file', text],
    (text) => ['explain', text, '--json'],
  ),
  'the environment': { commands: always('doctor --quiet', 'measure --list') },
}

// Each command listens to signals anew.
process.setMaxListeners(0)
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  process.exitCode = undefined
})

/** Do a command in this process, and answer what it wrote to either stream. */
async function printed(repository: Repository, words: string[]): Promise<string> {
  const texts: string[] = []
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => texts.push(String(text)) > 0)
  }
  const { argv } = process
  const listeners = (['SIGINT', 'SIGTERM', 'SIGXFSZ'] as const).map(
    (name) => [name, process.listeners(name)] as const,
  )
  process.argv = [
    argv[0]!,
    'rulebook',
    ...words,
    ...(words.includes('--root') ? [] : ['--root', repository.root]),
  ]
  try {
    vi.resetModules()
    await import('../../src/main.ts')
  } finally {
    process.argv = argv
    vi.restoreAllMocks()
    process.exitCode = undefined
    for (const [name, before] of listeners) {
      for (const listener of process.listeners(name)) {
        if (!before.includes(listener)) process.off(name, listener as () => void)
      }
    }
  }
  return texts.join('')
}

/** No line acts, and none begins with what was drawn. */
function expectInert(output: string, text: string): void {
  const pieces = text
    .split(lineEnd)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  expect(output).not.toMatch(/[^\P{C}\n]/u)
  for (const line of output.split(lineEnd)) {
    expect(line.trim()).not.toMatch(/^::/)
    expect(line).not.toMatch(/##\w*\[/)
    expect(pieces.filter((piece) => line.trim().startsWith(piece))).toEqual([])
  }
}

async function tryPlace({ put, commands }: Place, text: string, mostCommands = 99): Promise<void> {
  const repository = Repository.published()
  try {
    vi.stubEnv('RULEBOOK_PYTHON', put || !commands('').some(([word]) => word === 'doctor') ? undefined : text)
    put?.(repository, text)
    for (const words of commands(text).slice(0, mostCommands)) {
      const output = await printed(repository, words)
      if (!words.includes('--quiet')) expect(output).not.toBe('')
      expectInert(output, text)
    }
  } finally {
    rmSync(repository.root, { recursive: true, force: true })
  }
}

test.each(Object.entries(places))(
  'no line of output acts or begins with what stands in %s',
  async (_, place) => {
    await tryPlace(place, everything)
  },
)

test('nor whatever is drawn, anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(places)), drawn, (name, text) =>
      tryPlace(places[name]!, text, 2),
    ),
    { numRuns: tries(10) },
  )
})
