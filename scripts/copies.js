// Brings up to date what stands in two places: RULEBOOK.md inside README.md, and the licence in every
// package, because npm publishes only what lies in a package's own folder. `--check` changes nothing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const read = (file) =>
  existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : null

/** The README with the rulebook of the root between its markers. */
function readme() {
  const [start, end] = ['<!-- rulebook:start -->', '<!-- rulebook:end -->']
  const text = read('README.md') ?? ''
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from === -1 || to < from) {
    console.error(`README.md: unexpected absence of ${start} … ${end}, expected both; put them back`)
    process.exit(2)
  }
  return `${text.slice(0, from + start.length)}\n\n\`\`\`markdown\n${read('RULEBOOK.md')}\`\`\`\n\n${text.slice(to)}`
}

/** The first line, 1-based, in which two texts differ. */
function firstDifference(found, expected) {
  const [left, right] = [found.split('\n'), expected.split('\n')]
  return [...left, null].findIndex((line, n) => line !== right[n]) + 1
}

const licence = read('LICENSE')
const copies = new Map([
  ['README.md', readme()],
  ...readdirSync(path.join(root, 'packages')).map((name) => [`packages/${name}/LICENSE`, licence]),
])
const stale = [...copies].filter(([file, text]) => read(file) !== text)
for (const [file, text] of stale) {
  if (check)
    console.error(
      `${file}:${firstDifference(read(file) ?? '', text)}: unexpected content, expected the copy of today; run \`npm run copies\``,
    )
  else writeFileSync(path.join(root, file), text)
}
console.log(`${copies.size} files with copies, ${stale.length} ${check ? 'stale' : 'written'}`)
process.exitCode = check && stale.length > 0 ? 1 : 0
