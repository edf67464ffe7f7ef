import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder beside a repository that belongs to somebody else, with names that a pipeline might take for its own. */
export class Outside {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-outside-'))

  constructor() {
    const { folder } = this
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const owned = ['work/process-1/notes.md', 'papers/mine.md', 'lock/inside', 'venv-cpython/bin/python']
    const files = [
      'run.json',
      'stamp.json',
      'journal.jsonl',
      'published.json',
      'copying-lists.md',
      'file.txt',
    ]
    for (const file of [...owned, ...files]) {
      mkdirSync(path.dirname(this.path(file)), { recursive: true })
      writeFileSync(this.path(file), `theirs: ${file}\n`)
    }
  }

  path(file: string): string {
    return path.join(this.folder, file)
  }
}

/** What somebody may put in the place of a file or a folder. */
export const traps: Record<string, (place: string, outside: Outside) => void> = {
  'link to a file outside': (place, outside) => symlinkSync(outside.path('file.txt'), place),
  'link to nowhere outside': (place, outside) => symlinkSync(outside.path('nothing'), place),
  'link to nowhere': (place) => symlinkSync('nothing', place),
  'link to a folder outside': (place, outside) => symlinkSync(outside.folder, place),
  'link to .': (place) => symlinkSync('.', place),
  'link to ..': (place) => symlinkSync('..', place),
  'link to a neighbour': (place) => {
    const notes = path.join(path.dirname(place), 'notes')
    mkdirSync(notes, { recursive: true })
    writeFileSync(path.join(notes, 'mine.md'), 'mine\n')
    symlinkSync('notes/mine.md', place)
  },
  'link to itself': (place) => symlinkSync(path.basename(place), place),
  'second name of a file outside': (place, outside) => linkSync(outside.path('file.txt'), place),
  pipe: (place) => void execFileSync('mkfifo', [place]),
  'link to a device': (place) => symlinkSync('/dev/zero', place),
  folder: (place) => {
    mkdirSync(place)
    writeFileSync(path.join(place, 'inside.md'), 'mine\n')
  },
}

/** Put a trap in a place, whatever was there. */
export function setTrap(kind: string, place: string, outside: Outside): void {
  mkdirSync(path.dirname(place), { recursive: true })
  // A second name of what is there: the same bytes, so that a command goes on.
  if (kind === 'second name outside') {
    if (existsSync(place) && lstatSync(place).isFile()) linkSync(place, outside.path('twin'))
    return
  }
  rmSync(place, { recursive: true, force: true })
  traps[kind]!(place, outside)
}

/** Every entry below a folder, by path: its kind and its bytes. Nothing is followed. */
export function snapshot(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const told = entries.map((entry): [string, string] => {
    const place = path.join(entry.parentPath, entry.name)
    const content = entry.isFile()
      ? readFileSync(place, 'latin1')
      : entry.isSymbolicLink()
        ? `-> ${readlinkSync(place)}`
        : entry.isDirectory()
          ? 'folder'
          : 'other'
    return [path.relative(folder, place), content]
  })
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Copy a tree byte for byte, links as links. */
export function copyTree(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
}
