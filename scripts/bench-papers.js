// Reading 1,000 papers, against plain remark-parse over the same bytes in the same run.
//
//   cold: read from disk, checked and parsed, with nothing remembered; then remembered
//   warm: the same in a fresh state with one paper edited, all others remembered
//
// The two are interleaved in chunks, since a shared machine changes its speed; the ratios are what counts.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { loadPapers, PaperCache, parsePapers } from '../packages/papers/dist/index.js'

const count = 1000
const chunk = 25
const limits = { cold: 1.5, warm: 0.1 }

const repository = fileURLToPath(new URL('..', import.meta.url))
const content = path.join(repository, 'packages/papers/content')
const known = JSON.parse(readFileSync(path.join(repository, 'packages/bench/catalogue.json'), 'utf8'))
const scratch = mkdtempSync(path.join(os.tmpdir(), 'rulebook-bench-papers-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const plain = unified().use(remarkParse).freeze()
const catalogue = generate()
await warmUp()

const cold = await readCold()
const warm = await readWarm()
const row = (name, milliseconds, ratio, limit) =>
  `${name.padEnd(24)}${(milliseconds / 1000).toFixed(2).padStart(8)} s${ratio === undefined ? '' : `${ratio.toFixed(3).padStart(9)}×   at most ${limit}×`}`
const ratios = { cold: cold.own / cold.plain, warm: warm / cold.plain }
console.log(`${count} papers, ${(cold.bytes / 1e6).toFixed(1)} MB\n`)
console.log(row('plain remark-parse', cold.plain))
console.log(row('cold', cold.own, ratios.cold, limits.cold))
console.log(row('warm, one paper edited', warm, ratios.warm, limits.warm))
process.exitCode = ratios.cold <= limits.cold && ratios.warm <= limits.warm ? 0 : 1

/** Write the papers: those of the repository over and over, each about a domain of its own. */
function generate() {
  const names = readdirSync(content).filter((name) => name.endsWith('.md') && name !== 'README.md')
  const benchmarks = []
  for (let n = 0; n < count; n++) {
    const [domain] = names[n % names.length].split('.')
    const own = `${domain}-${n}`
    const text = readFileSync(path.join(content, `${domain}.md`), 'utf8')
    const edited = text
      .replace(`domain: ${domain}`, `domain: ${own}`)
      .replace('\n\n## ', `\n\nNumber ${n}.\n\n## `)
    writeFileSync(path.join(scratch, `${own}.md`), edited)
    for (const benchmark of known.benchmarks) {
      if (benchmark.domain !== domain) continue
      benchmarks.push({ ...benchmark, domain: own, id: benchmark.id.replace(domain, own) })
    }
  }
  return { benchmarks }
}

/** Both parsers run before they are timed, so that neither pays for being first. */
async function warmUp() {
  const { files } = await loadPapers(scratch)
  const cache = await PaperCache.open(storeAt('none'), 'bench')
  for (const file of files.slice(0, 40)) plain.parse(file.content)
  mustParse(parsePapers(files.slice(0, 40), catalogue, cache.parse))
}

async function readCold() {
  let [start, own, other] = [performance.now(), 0, 0]
  const { files } = await loadPapers(scratch)
  const cache = await PaperCache.open(storeAt('cache'), 'bench')
  own += performance.now() - start
  for (let at = 0; at < files.length; at += chunk) {
    const some = files.slice(at, at + chunk)
    const parseOwn = () => mustParse(parsePapers(some, catalogue, cache.parse))
    const parsePlain = () => {
      for (const file of some) plain.parse(file.content)
    }
    // Who goes first takes turns: the first of a pair finds colder caches.
    const turns = (at / chunk) % 2 === 0
    if (turns) own += timeOf(parseOwn)
    other += timeOf(parsePlain)
    if (!turns) own += timeOf(parseOwn)
  }
  start = performance.now()
  await cache.save()
  own += performance.now() - start
  return { own, plain: other, bytes: files.reduce((sum, file) => sum + Buffer.byteLength(file.content), 0) }
}

async function readWarm() {
  const [edited] = readdirSync(scratch).filter((name) => name.endsWith('.md'))
  const file = path.join(scratch, edited)
  writeFileSync(file, readFileSync(file, 'utf8').replace('Number ', 'The number '))
  const start = performance.now()
  const { files } = await loadPapers(scratch)
  const cache = await PaperCache.open(storeAt('cache'), 'bench')
  mustParse(parsePapers(files, catalogue, cache.parse))
  await cache.save()
  return performance.now() - start
}

/** A cache is kept in a file, as on disk it is. */
function storeAt(name) {
  const file = path.join(scratch, name)
  return {
    read: async () => (existsSync(file) ? readFileSync(file, 'utf8') : null),
    write: async (text) => writeFileSync(file, text),
  }
}

function timeOf(work) {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** A benchmark over papers that are refused would measure something else. */
function mustParse(parsed) {
  const refused = parsed.find(({ paper }) => !paper)
  if (refused)
    throw new Error(`generated papers must parse:\n${refused.file.messages.map(String).join('\n')}`)
}
