import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { Failure } from './failure.ts'
import { type Generated, generatedNames } from './output-places.ts'
import type { Workspace } from './workspace.ts'

/** Bytes at the beginning of a file in which it is recognised. */
const headBytes = 4096
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** What the beginning of a generated file looks like, marks of conflicts taken out. */
const beginnings: Record<Generated, RegExp> = {
  rulebook: /^# [^\n]*\n+Measured on [A-Z]\w* [\d./]+, \w[^\n]*, \d{4}-\d{2}\.(?:\n|$)/,
  evidence: /^\{\s*"schema":\s*"rulebook\.evidence\//,
  catalogue: /^\{\s*"schema":\s*"rulebook\.catalogue\//,
  publishedRun: /^\{\s*"schema":\s*"rulebook\.run\//,
}

/**
 * Refuse to write over files that this program did not write: the place of a generated file holds nothing, or what
 * is recognisably such a file, be it cut off or in conflict. Throws a Failure that names every other one that
 * `isWritten` says is about to be written, by its absolute path; all of them are by default.
 */
export function refuseForeignOutputs(
  { paths, config }: Workspace,
  isWritten: (file: string) => boolean = () => true,
): void {
  const foreign = generatedNames.filter((setting) => {
    if (!isWritten(paths[setting])) return false
    const head = headOf(paths[setting])
    return head !== null && !isRecognised(setting, head, config.title)
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

/** Is this the beginning of a file that the pipeline wrote, or of none at all? A rulebook is known by its heading, too. */
export function isRecognised(setting: Generated, head: string, title: string): boolean {
  const text = head
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$\n?/gm, '')
    .trimStart()
  const isTitled = setting === 'rulebook' && text.startsWith(`# ${title}\n`)
  return text === '' || isTitled || beginnings[setting].test(text)
}

/**
 * The beginning of a regular file's text, from its first character that is no space; `null` where there is none, which
 * whoever writes there tells.
 */
function headOf(file: string): string | null {
  let handle: number
  try {
    handle = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch {
    return null
  }
  try {
    if (!fstatSync(handle).isFile()) return null
    const bytes = Buffer.alloc(headBytes)
    for (let at = 0; ; at += headBytes) {
      const text = bytes.toString('utf8', 0, readSync(handle, bytes, 0, headBytes, at))
      if (text.trim() !== '' || text === '') return text
    }
  } finally {
    closeSync(handle)
  }
}
