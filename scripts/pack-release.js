// Packs every package for a release into a folder: `node scripts/pack-release.js <folder>`. Each package's
// own `prepack` builds it. In a GitHub workflow the tag must name the version, and the packages say which
// repository they come from, which provenance is checked against.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')
const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error(
    'no folder named, expected one for the packed packages: `node scripts/pack-release.js packed`',
  )
  process.exit(2)
}
const target = path.resolve(folder)
const { GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server } = process.env

/** The manifests of the packages by file, with the repository named where it is known. */
const manifests = new Map(
  readdirSync(path.join(root, 'packages')).map((name) => {
    const file = path.join(root, 'packages', name, 'package.json')
    const text = readFileSync(file, 'utf8')
    const manifest = JSON.parse(text)
    if (repository) {
      manifest.repository = {
        type: 'git',
        url: `git+${server}/${repository}.git`,
        directory: `packages/${name}`,
      }
    }
    return [file, { text, manifest }]
  }),
)
const odd = [...manifests.values()].filter(({ manifest }) => tag && tag !== `v${manifest.version}`)
for (const { manifest } of odd) {
  console.error(
    `${manifest.name}: unexpected version ${manifest.version}, expected that of the tag ${tag}; change one`,
  )
}
if (odd.length > 0) process.exit(1)

mkdirSync(target, { recursive: true })
try {
  for (const [file, { manifest }] of manifests) {
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)
    execFileSync('npm', ['pack', '--pack-destination', target], { cwd: path.dirname(file), stdio: 'inherit' })
  }
} finally {
  for (const [file, { text }] of manifests) writeFileSync(file, text)
}
