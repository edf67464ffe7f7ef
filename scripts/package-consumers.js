// Type-checks a consumer of each packed package: a folder that holds what npm would install for that package alone, and
// a file that imports everything it exports, with the declarations of the packages checked as well.
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const scratch = mkdtempSync(path.join(tmpdir(), 'package-consumers-'))

/** Our packages by name, each unpacked as npm would publish it. */
const packages = new Map(
  readdirSync(path.join(root, 'packages')).map((folder) => {
    const output = execFileSync('npm', ['pack', '--json', '--pack-destination', scratch], {
      cwd: path.join(root, 'packages', folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [{ filename, name }] = JSON.parse(output.slice(output.indexOf('[')))
    const place = path.join(scratch, 'unpacked', folder)
    mkdirSync(place, { recursive: true })
    execFileSync('tar', ['-xzf', path.join(scratch, filename), '-C', place, '--strip-components', '1'])
    const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'))
    return [name, { place, manifest }]
  }),
)

/** A package's dependencies and theirs, by name, each with the folder that it lies in. */
function installed(name, found = new Map(), from = root) {
  if (found.has(name)) return found
  const ours = packages.get(name)
  const place = ours?.place ?? nearest(name, from)
  found.set(name, place)
  const manifest = ours?.manifest ?? JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'))
  for (const other of Object.keys(manifest.dependencies ?? {})) installed(other, found, ours ? root : place)
  return found
}

/** Where Node would find a package from a folder. */
function nearest(name, from) {
  const place = path.join(from, 'node_modules', name)
  if (existsSync(place)) return place
  if (path.dirname(from) === from) throw new Error(`${name} is not installed, expected it; run \`npm ci\``)
  return nearest(name, path.dirname(from))
}

function link(target, place) {
  mkdirSync(path.dirname(place), { recursive: true })
  symlinkSync(target, place)
}

let faults = 0
try {
  for (const [name, { manifest }] of packages) {
    const consumer = path.join(scratch, 'consumers', name)
    const modules = path.join(consumer, 'node_modules')
    for (const [dependency, place] of installed(name)) link(place, path.join(modules, dependency))
    link(nearest('@types/node', root), path.join(modules, '@types/node'))
    link(nearest('undici-types', root), path.join(modules, 'undici-types'))
    const entries = Object.entries(manifest.exports).filter(([, target]) => target.types)
    const imports = entries.map(
      ([entry], index) => `export * as entry${index} from '${path.posix.join(name, entry)}'\n`,
    )
    writeFileSync(path.join(consumer, 'consumer.ts'), imports.join(''))
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'NodeNext',
      target: 'ES2023',
      types: ['node'],
      // A package is known by the place it is linked at, as if it lay there.
      preserveSymlinks: true,
    }
    writeFileSync(
      path.join(consumer, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['consumer.ts'] }),
    )
    writeFileSync(path.join(consumer, 'package.json'), '{ "type": "module" }')
    try {
      execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', consumer], { encoding: 'utf8' })
    } catch (error) {
      faults++
      console.error(`${name} does not type-check where it is installed alone:\n${error.stdout}`)
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
console.log(`${packages.size} packages installed alone, ${faults} faults`)
process.exitCode = faults > 0 ? 1 : 0
