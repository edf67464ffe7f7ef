import path from 'node:path'
import { matches } from '../files/glob.ts'
import { foreignFolderIn } from '../files/other-programs-folder.ts'
import { configFile } from '../files/root.ts'
import type { Config } from './settings.ts'

/** The files that are generated whole, and how their names end. */
const generated = {
  rulebook: ['.md', '.mdc', '.markdown'],
  evidence: ['.json'],
  catalogue: ['.json'],
  publishedRun: ['.json'],
} as const

export type Generated = keyof typeof generated
export const generatedNames = Object.keys(generated) as Generated[]

/** A setting and the path that it names, from the root. */
interface Named {
  setting: string
  file: string
}

/**
 * What is wrong with where the settings say that files lie, a sentence each: what is generated has a place of
 * its own, that nothing else has. Looks at the settings alone; what lies at a place is looked at before it is written.
 */
export function placeFaults(config: Config): string[] {
  const outputs = generatedNames.map((setting) => ({ setting, file: normal(config[setting]) }))
  const copies = config.copies.map((file) => ({ setting: 'copies', file: normal(file) }))
  const kept = [
    { setting: 'papers', file: normal(config.papers) },
    { setting: 'suites', file: normal(config.suites) },
    ...(config.requirements === undefined
      ? []
      : [{ setting: 'requirements', file: normal(config.requirements) }]),
  ]
  const folders = config.pythonPath.map((file) => ({ setting: 'pythonPath', file: normal(file) }))
  return [
    ...[...outputs, ...copies, ...kept, ...folders].flatMap(inForeignFolder),
    ...outputs.flatMap(({ setting }) => otherEnding(setting, path.posix.normalize(config[setting]))),
    ...[...outputs, ...copies].flatMap((output) => atSettings(output)),
    ...outputs.flatMap((output, index) => [
      ...[...outputs.slice(0, index), ...copies].flatMap((other) => [
        ...samePlace(output, other),
        ...below(output, other),
        ...below(other, output),
      ]),
      ...kept.flatMap((other) => [...samePlace(output, other), ...below(other, output)]),
    ]),
    ...outputs
      .filter(({ setting }) => setting === 'rulebook')
      .flatMap((output) => among(output, config.papers)),
    ...outputs
      .filter(({ setting }) => setting !== 'publishedRun')
      .flatMap(({ setting, file }) =>
        config.runs
          .filter((pattern) => matches(pattern, file))
          .map(
            (pattern) =>
              `${setting}: unexpected ${file}, which “${pattern}” of runs takes for a run; name another file`,
          ),
      ),
  ]
}

/** With `/` between folders, and without what leads nowhere. */
function normal(file: string): string {
  return path.posix.normalize(file).replace(/(?<=.)\/$/, '')
}

/** Some file systems take names that differ in case or composition for one. */
function folded(file: string): string {
  return file.normalize('NFC').toLowerCase()
}

function inForeignFolder({ setting, file }: Named): string[] {
  const folder = foreignFolderIn(folded(file))
  return folder === undefined
    ? []
    : [`${setting}: unexpected ${file} in ${folder}, which another program keeps; name a place outside of it`]
}

function otherEnding(setting: Generated, file: string): string[] {
  const endings: readonly string[] = generated[setting]
  if (!file.endsWith('/') && endings.includes(path.posix.extname(file).toLowerCase())) return []
  return [`${setting}: unexpected ${file}, expected a name that ends with ${endings.join(' or ')}; rename it`]
}

function atSettings({ setting, file }: Named): string[] {
  return folded(file) === configFile
    ? [`${setting}: unexpected ${file}, which holds the settings; name another file`]
    : []
}

/** Two settings that name one place. */
function samePlace(output: Named, other: Named): string[] {
  return folded(output.file) === folded(other.file) ? [taken(output, other)] : []
}

/** A place below what another setting says is a file. */
function below(inner: Named, outer: Named): string[] {
  return folded(inner.file).startsWith(`${folded(outer.file)}/`) ? [taken(inner, outer)] : []
}

function taken(one: Named, other: Named): string {
  return `${one.setting}: unexpected ${one.file}, since ${other.setting} names ${other.file}; each needs a place of its own, name another`
}

/** Markdown in the folder of papers is a paper. */
function among({ setting, file }: Named, papers: string): string[] {
  if (folded(path.posix.dirname(file)) !== folded(normal(papers))) return []
  return [`${setting}: unexpected ${file} among the papers, expected another folder; name another place`]
}
