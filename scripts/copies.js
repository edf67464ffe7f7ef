// Brings the licence to every package, because npm publishes only what lies in a package's own folder.
// `--check` changes nothing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const licence = readFileSync(path.join(root, 'LICENSE'), 'utf8')
const copies = readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/LICENSE`)
const stale = copies.filter((file) => {
  const copy = path.join(root, file)
  return !existsSync(copy) || readFileSync(copy, 'utf8') !== licence
})
for (const file of stale) {
  if (check) console.error(`${file}: unexpected content, expected that of LICENSE; run \`npm run copies\``)
  else writeFileSync(path.join(root, file), licence)
}
console.log(`${copies.length} copies of the licence, ${stale.length} ${check ? 'stale' : 'written'}`)
process.exitCode = check && stale.length > 0 ? 1 : 0
