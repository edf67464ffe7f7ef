// The lock file must install everywhere: it names every optional build for another platform, which
// npm leaves out when a registry did not have it at that moment, and then refuses to install at all.
// And it carries no download addresses, so that each machine asks the registry it is set up with.
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const faults = []

/** The entry that Node would find for `name` from the folder `from`, or undefined. */
function resolve(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]
    if (found || folder === '') return found
    if (!folder.includes('/node_modules/')) folder = ''
  }
}

for (const [folder, entry] of Object.entries(packages)) {
  if (/^https?:/.test(entry.resolved ?? '')) {
    faults.push(
      `${folder}: unexpected download address, expected none; run \`npm install\` with the committed .npmrc`,
    )
  }
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolve(folder, name)) continue
    faults.push(
      `${folder || 'the root'}: unexpected absence of ${name} ${version}, expected an entry; pin a version whose builds are all published`,
    )
  }
}
for (const fault of faults) console.error(`package-lock.json: ${fault}`)
console.log(`${Object.keys(packages).length} locked packages, ${faults.length} faults`)
process.exitCode = faults.length > 0 ? 1 : 0
