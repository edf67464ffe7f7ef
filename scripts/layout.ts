import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A folder of the source, or a file beside them without its ending. */
type Room = string

/** Files and folders that a folder may hold and still be taken in at a glance. */
const mostRooms = 17

/**
 * What is wrong with how the source in `folder` is laid out, in words: imports that go up, from a file to one of a
 * floor above its own, types included; rooms that stand on no floor; folders that hold too much. `floors` are the
 * rooms from the top down; rooms of one floor may import each other.
 */
export function layoutFaults(folder: string, floors: readonly (readonly Room[])[]): string[] {
  const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)))
  const files = sourcesOf(folder)
  const upward = files.flatMap((file) => {
    const floor = floorOf.get(roomOf(file))
    if (floor === undefined) return [`${file} stands on no floor`]
    const above = importsOf(folder, file).filter(
      (imported) => (floorOf.get(roomOf(imported)) ?? floor) < floor,
    )
    return above.map((imported) => `${file} imports ${imported}, which stands above it`)
  })
  const rooms = new Set(files.map(roomOf))
  const gone = [...floorOf.keys()].filter((room) => !rooms.has(room)).map((room) => `${room} is not there`)
  return [...upward, ...gone, ...crowdedFolders(files)]
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .sort()
}

function roomOf(file: string): Room {
  const [first, second] = file.split('/')
  return second === undefined ? first!.replace(/\.ts$/, '') : first!
}

/** Files below `folder` that a file imports or exports from, now or later. */
function importsOf(folder: string, file: string): string[] {
  const text = readFileSync(path.join(folder, file), 'utf8')
  return [...text.matchAll(/(?:\bfrom |\bimport\()'(\.[^']*)'/g)].map(([, place]) =>
    path.posix.join(path.posix.dirname(file), place!),
  )
}

function crowdedFolders(files: readonly string[]): string[] {
  const rooms = new Map<string, Set<string>>()
  for (const file of files) {
    const parts = file.split('/')
    for (const [depth, name] of parts.entries()) {
      const folder = parts.slice(0, depth).join('/')
      rooms.set(folder, (rooms.get(folder) ?? new Set()).add(name))
    }
  }
  return [...rooms]
    .filter(([, names]) => names.size > mostRooms)
    .map(
      ([folder, names]) =>
        `${folder || 'the root'} holds ${names.size} files and folders, at most ${mostRooms} are easy to take in`,
    )
}
