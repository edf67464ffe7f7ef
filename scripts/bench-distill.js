// How long `rulebook distill` takes, as ratios within one run: with nothing changed against a bare
// start of Node, with one paper edited against importing the same libraries, and ten thousand rules.
// Needs a build. Everything happens in a copy; this repository is left alone.
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const rounds = Number(process.argv[2] ?? 11)
const root = fileURLToPath(new URL('..', import.meta.url))
const binary = path.join(root, 'packages/cli/bin/rulebook.js')
const config = JSON.parse(readFileSync(path.join(root, 'rulebook.config.json'), 'utf8'))
const copy = mkdtempSync(path.join(os.tmpdir(), 'rulebook-bench-'))
try {
  for (const file of [
    'rulebook.config.json',
    'RULEBOOK.md',
    'RULEBOOK.evidence.json',
    config.papers,
    config.catalogue,
    config.publishedRun,
    ...config.copies,
  ]) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
    cpSync(path.join(root, file), path.join(copy, file), { recursive: true })
  }
  const empty = path.join(copy, 'empty.mjs')
  writeFileSync(empty, '')
  const imports = path.join(root, 'scripts/bench-distill-imports.js')
  const distill = () => seconds([binary, 'distill', '--quiet'])
  const papers = readdirSync(path.join(copy, config.papers)).filter(
    (name) => name.endsWith('.md') && name !== 'README.md',
  )
  const paper = path.join(copy, config.papers, papers[0])
  distill()
  distill()

  const times = { bare: [], settled: [], imports: [], edited: [] }
  for (let round = 0; round < rounds; round++) {
    times.bare.push(seconds([empty]))
    times.settled.push(distill())
    times.imports.push(seconds([imports]))
    edit(paper, round)
    times.edited.push(distill())
  }
  const {
    bare,
    settled,
    imports: imported,
    edited,
  } = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
  const ms = (time) => `${Math.round(time * 1000)} ms`
  console.log(`medians of ${rounds} rounds, side by side, ${papers.length} papers, Node ${process.version}`)
  console.log(`bare start of Node            ${ms(bare)}`)
  console.log(
    `nothing changed               ${ms(settled)}: ${(settled / bare).toFixed(2)}× a bare start, ${ms(settled - bare)} over it (aim: at most 150 ms)`,
  )
  console.log(`importing the same libraries  ${ms(imported)}`)
  console.log(
    `one paper edited              ${ms(edited)}: ${(edited / imported).toFixed(2)}× importing (aim: at most 3×)`,
  )
  const many = spawnSync(process.execPath, [path.join(root, 'scripts/bench-distill-many.js')], {
    stdio: 'inherit',
  })
  process.exitCode = many.status ?? 1
} finally {
  rmSync(copy, { recursive: true, force: true })
}

/** Wall time of a Node process. */
function seconds(args) {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return Number(process.hrtime.bigint() - start) / 1e9
}

/** Add a sentence before the Evidence section, as an author would. */
function edit(file, round) {
  const text = readFileSync(file, 'utf8')
  const at = text.indexOf('\n## Evidence')
  if (at === -1) appendFileSync(file, `\nAnother sentence, the ${'n'.repeat(round + 1)}th.\n`)
  else
    writeFileSync(
      file,
      `${text.slice(0, at)}\nAnother sentence, the ${'n'.repeat(round + 1)}th.\n${text.slice(at)}`,
    )
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1]
}
