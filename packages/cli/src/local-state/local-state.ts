import { lstatSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { kindOf, readRegularFile } from '@rulebook/bench/regular-file'
import { sealed, unsealed } from '@rulebook/bench/seal'
import { looksTemporary, replaceFile } from '@rulebook/bench/whole-file'
import { machineSecret, movableSigner } from '../files/machine-secret.ts'
import { Failure } from '../findings/failure.ts'
import { visibleLine } from '../findings/visible-text.ts'
import type { Workspace } from '../repository/workspace.ts'

/** The file by which a folder of local state is known as made by this program. */
const marker = 'made-by-rulebook.json'
const marking = '{"schema":"rulebook.local/1"}\n'

/** Most bytes of a file of local state: more is none that this program wrote, and could not be read whole. */
const mostBytes = 2 ** 28

/** What lies in the folder of local state, by name; of caches what is wrong is noted, and fails nothing. */
const kinds: [pattern: RegExp, kind: 'file' | 'folder', isCache: boolean][] = [
  [/^(?:lock|made-by-rulebook\.json|run(?:-.*)?\.json|journal(?:-.*)?\.jsonl)$/, 'file', false],
  [/^(?:work|venv-.*)$/, 'folder', false],
  [/^(?:stamp\.json|papers)$/, 'file', true],
]

/**
 * Make the folder of local state, or make sure that it is one of ours: a real folder with a mark, or an
 * empty one. Nothing else is ever written or removed in. Throws a Failure that names what is there instead.
 */
export function openLocalState({ root, paths }: Workspace): void {
  const folder = paths.local
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (!found) mkdirSync(folder, { recursive: true })
  else if (!found.isDirectory()) {
    throw new Failure(
      `.rulebook: unexpected ${kindOf(found, folder)}, expected a folder that rulebook made; move it away`,
    )
  }
  if (isMarked(root, folder)) return
  const names = readdirSync(folder).filter((name) => !looksTemporary(name))
  const isOurs = (name: string) => names.includes(marker) && kinds.some(([pattern]) => pattern.test(name))
  const others = names.filter((name) => !isOurs(name))
  if (others.length > 0) {
    const listed = others.slice(0, 3).map(visibleLine).join(', ') + (others.length > 3 ? ' …' : '')
    throw new Failure(
      `.rulebook: unexpected ${listed}, expected a folder that rulebook made; move it away, or delete .rulebook if nobody needs it`,
    )
  }
  // Of another machine, or from before the secret was lost: nothing in it is believed.
  const sign = movableSigner(root)
  if (names.includes(marker)) checkKind(folder, marker)
  replaceFile(path.join(folder, marker), sealed(marking, marker, sign), 0o666, sign)
}

/** Is there a folder of local state that this program made, on this machine? Makes none. */
export function hasLocalState({ root, paths }: Workspace): boolean {
  return (
    lstatSync(paths.local, { throwIfNoEntry: false })?.isDirectory() === true && isMarked(root, paths.local)
  )
}

function isMarked(root: string, folder: string): boolean {
  try {
    const bytes = readRegularFile(path.join(folder, marker), { most: 1024 })
    return bytes !== null && unsealed(bytes.toString('utf8'), marker, movableSigner(root)) === marking
  } catch {
    return false
  }
}

/**
 * Look for what is of the wrong kind or size among the local state. It is left alone: of a cache it is said in the
 * lines that are returned, for anything else a Failure is thrown.
 */
export function checkLocalState({ paths }: Workspace): string[] {
  return readdirSync(paths.local).flatMap((name) => {
    const known = kinds.find(([pattern]) => pattern.test(name))
    const fault = known && faultOf(path.join(paths.local, name), known[1])
    if (!fault) return []
    const text = `.rulebook/${visibleLine(name)}: unexpected ${fault}, expected a ${known[1]} that rulebook made; move it away`
    if (!known[2]) throw new Failure(text)
    return [text]
  })
}

function checkKind(folder: string, name: string): void {
  const fault = faultOf(path.join(folder, name), 'file')
  if (fault)
    throw new Failure(
      `.rulebook/${name}: unexpected ${fault}, expected a file that rulebook made; move it away`,
    )
}

function faultOf(place: string, kind: 'file' | 'folder'): string | null {
  const found = lstatSync(place, { throwIfNoEntry: false })
  if (!found || (kind === 'folder' && found.isDirectory())) return null
  if (kind === 'folder' || !found.isFile()) return kindOf(found, place)
  return found.size > mostBytes ? `file of more than ${mostBytes / 2 ** 20} MiB` : null
}

/** Why what is measured now cannot be used later, where that is so. */
export function unkeptSecret({ root }: Workspace): string[] {
  const { fault } = machineSecret(root)
  return fault === null
    ? []
    : [
        `no secret can be kept in ${fault}; what is measured now is not believed by the next command; set XDG_STATE_HOME to a folder of yours outside the repository`,
      ]
}
