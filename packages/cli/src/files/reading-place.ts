import { lstatSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { kindOf } from '@rulebook/bench/regular-file'
import { Failure } from '../findings/failure.ts'
import { foreignFolderIn } from './other-programs-folder.ts'
import { isWithin } from './root.ts'

/**
 * Throws a Failure that names each of these places, given as paths from the root, to which a link leads that leaves the
 * repository: what lies there is somebody else's, and is not read.
 */
export function refuseOutside(root: string, places: readonly string[]): void {
  const faults = places.flatMap((place) => {
    const link = linkOutside(root, place)
    if (link === null) return []
    const found = kindOf(lstatSync(link), link)
    return [
      `${place}: unexpected ${found}, which leaves the repository, expected a place in it; delete the link, or move what it leads to in its place`,
    ]
  })
  if (faults.length > 0) throw new Failure(faults)
}

/** Does a path from the root lie in the repository, links followed, and in no folder that another program keeps? */
export function isInside(root: string, place: string): boolean {
  return linkOutside(root, place) === null
}

/** The first link on the way to a place that leads out of the repository, or into what another program keeps. */
function linkOutside(root: string, place: string): string | null {
  const base = realpathSync(root)
  let folder = base
  for (const part of path.normalize(place).split(path.sep)) {
    const next = path.join(folder, part)
    const found = lstatSync(next, { throwIfNoEntry: false })
    if (!found) return null
    if (!found.isSymbolicLink()) {
      if (!found.isDirectory()) return null
      folder = next
      continue
    }
    const real = realOrNull(next)
    // What leads nowhere is reported by whoever reads it.
    if (real === null) return null
    const inside = path.relative(base, real).split(path.sep).join('/')
    if (!isWithin(base, real) || foreignFolderIn(inside) !== undefined) return next
    folder = real
  }
  return null
}

function realOrNull(link: string): string | null {
  try {
    return realpathSync(link)
  } catch {
    return null
  }
}
