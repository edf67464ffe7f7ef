// What npm would publish of each package: publint's rules, a licence and a README beside the code, and a build
// before it is packed, since a fresh clone has none.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const root = path.resolve(import.meta.dirname, '../packages')
let faults = 0
const names = readdirSync(root)
for (const name of names) {
  const pkgDir = path.join(root, name)
  const { messages, pkg } = await publint({ pkgDir, strict: true })
  const found = messages.map((message) => `${message.type}: ${formatMessage(message, pkg)}`)
  for (const file of ['README.md', 'LICENSE']) {
    if (!existsSync(path.join(pkgDir, file))) found.push(`error: ${file} is missing`)
  }
  if (!pkg.scripts?.prepack?.startsWith(`turbo run build --filter=${pkg.name} `)) {
    found.push(`error: prepack does not build it; a pack from a fresh clone would be empty`)
  }
  for (const fault of found) console.error(`packages/${name}: ${fault}`)
  faults += found.length
}
console.log(`${names.length} packages, ${faults} faults`)
process.exitCode = faults > 0 ? 1 : 0
