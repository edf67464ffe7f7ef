import { readHead } from '@rulebook/bench/regular-file'
import { placeInRepository } from '../files/repository-place.ts'
import { Failure } from '../findings/failure.ts'
import { type Generated, generatedNames } from './output-places.ts'
import type { Workspace } from './workspace.ts'

/** Bytes at the beginning of a file in which it is recognised. */
const headBytes = 4096

const subject = String.raw`\S+ \d+\.\d+(?:/\d+\.\d+)*, [^\n,;]+ [^\s,;]+`

/**
 * What the beginning of a generated file looks like. Of a rulebook it is what was measured on, in the form that
 * it is written in: any heading may be that of somebody's notes, and the settings can name any title.
 */
const beginnings: Record<Generated, RegExp> = {
  rulebook: new RegExp(
    String.raw`^# [^\n]*\n+[A-Za-z ]+ on ${subject}(?:; ${subject})*, \d{4}-\d{2}\.(?:\n+- |\s*$)`,
  ),
  evidence: /^\{\s*"schema":\s*"rulebook\.evidence\//,
  catalogue: /^\{\s*"schema":\s*"rulebook\.catalogue\//,
  publishedRun: /^\{\s*"schema":\s*"rulebook\.run\//,
}

/**
 * Refuse to write over files that this program did not write: the place of a generated file holds nothing, or what
 * is recognisably such a file, be it cut off or in conflict. Throws a Failure that names every other one that
 * `isWritten` says is about to be written, by its absolute path (all of them are by default), or the first link
 * or folder that is in the way.
 */
export function refuseForeignOutputs(
  { root, paths, config }: Workspace,
  isWritten: (file: string) => boolean = () => true,
): void {
  const foreign = generatedNames.filter((setting) => {
    if (!isWritten(paths[setting])) return false
    const head = headOf(placeInRepository(root, paths[setting], 'pipeline'))
    return head !== null && !isRecognised(setting, head)
  })
  if (foreign.length === 0) return
  throw new Failure(
    foreign.map(
      (setting) =>
        `${config[setting]}: unexpected content that rulebook did not write, expected nothing there or the ${wordOf[setting]}; name another place for \`${setting}\` in rulebook.config.json, or move the file away`,
    ),
  )
}

const wordOf: Record<Generated, string> = {
  rulebook: 'rulebook',
  evidence: 'evidence',
  catalogue: 'catalogue',
  publishedRun: 'published run',
}

/** The beginning of a file, and whether that is all of it. */
export interface Head {
  text: string
  whole: boolean
}

/** Did the pipeline write a file that begins so, or is it empty? Of a conflict one side is enough. */
export function isRecognised(setting: Generated, { text, whole }: Head): boolean {
  if (text.trim() === '') return whole
  return sidesOf(text.replaceAll('\r\n', '\n')).some((side) =>
    // That takes a byte order mark away, too.
    beginnings[setting].test(side.trimStart()),
  )
}

const conflictMark = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/

/** Both sides of a text in conflict; a text without marks twice. */
function sidesOf(text: string): string[] {
  const sides: Record<'ours' | 'theirs', string[]> = { ours: [], theirs: [] }
  let part: 'both' | 'ours' | 'base' | 'theirs' = 'both'
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    const [mark] = conflictMark.exec(line) ?? []
    // Outside of a conflict only its beginning is a mark: a row of `=` underlines a title.
    if (mark?.startsWith('<')) part = 'ours'
    else if (mark && part !== 'both') part = mark[0] === '|' ? 'base' : mark[0] === '=' ? 'theirs' : 'both'
    else {
      if (part === 'both' || part === 'ours') sides.ours.push(line)
      if (part === 'both' || part === 'theirs') sides.theirs.push(line)
    }
  }
  return Object.values(sides).map((lines) => lines.join('\n'))
}

/** The beginning of a regular file; `null` where there is none. */
function headOf(file: string): Head | null {
  const head = readHead(file, headBytes)
  return head && { text: head.bytes.toString('utf8'), whole: head.size <= headBytes }
}
