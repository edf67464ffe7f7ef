import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { kindOf } from '@rulebook/bench/regular-file'
import { Failure } from '../findings/failure.ts'
import { foreignFolderIn } from './other-programs-folder.ts'
import { isWithin } from './root.ts'

/** Whose file is written: one that the pipeline makes, or one that people keep and the pipeline writes into. */
export type Keeper = 'pipeline' | 'people'

/**
 * The real path at which a file of the repository may be written; folders that are not there yet are to be
 * made. On the way to a file that the pipeline makes there is no link at all: one is no work of the pipeline.
 * Files that people keep may be links, and lie in folders that are, as long as those stay in the repository.
 * Throws a Failure that names the link with its target, or what else is in the way.
 */
export function placeInRepository(root: string, file: string, keeper: Keeper): string {
  const base = realpathSync(root)
  const way = path.relative(root, file).split(path.sep)
  if (keeper === 'people') refuseForeign(way.join('/'))
  let place = base
  for (const [index, part] of way.entries()) {
    const name = way.slice(0, index + 1).join('/')
    const next = path.join(place, part)
    const stats = lstatSync(next, { throwIfNoEntry: false })
    if (!stats) return path.join(next, ...way.slice(index + 1))
    place = stats.isSymbolicLink() ? followed(base, next, name, keeper) : next
    const isLast = index === way.length - 1
    const found = statSync(place)
    if (isLast ? !found.isFile() : !found.isDirectory()) throw inTheWay(name, found, place, isLast)
  }
  return place
}

/** What other programs keep is none of people's files, whoever names it. */
function refuseForeign(name: string): void {
  const folder = foreignFolderIn(name)
  if (folder === undefined) return
  throw new Failure(
    `${name}: unexpected file in ${folder}, which another program keeps, expected one of the repository; name another`,
  )
}

function followed(base: string, link: string, name: string, keeper: Keeper): string {
  const target = kindOf(lstatSync(link), link)
  if (keeper === 'pipeline') {
    throw new Failure(
      `${name}: unexpected ${target}, expected no link where the pipeline writes; delete the link, or name another place in rulebook.config.json`,
    )
  }
  const place = realOrNull(link)
  if (place === null) throw new Failure(`${name}: unexpected ${target}, which leads nowhere; delete the link`)
  const inside = path.relative(base, place).split(path.sep).join('/')
  if (!isWithin(base, place) || foreignFolderIn(inside) !== undefined) {
    throw new Failure(
      `${name}: unexpected ${target}, expected one that stays among the files of the repository; put a file or a folder in its place`,
    )
  }
  // A link from a text to the file of another program, such as package.json, was made to have it broken.
  if (!statSync(place).isDirectory() && !isAlike(link, place)) {
    throw new Failure(
      `${name}: unexpected ${target}, expected a file whose name ends alike; put a file in its place`,
    )
  }
  return place
}

function isAlike(link: string, place: string): boolean {
  const ending = path.extname(link).toLowerCase()
  if (ending !== path.extname(place).toLowerCase()) return false
  return ending !== '' || path.basename(link) === path.basename(place)
}

function inTheWay(name: string, found: Stats, place: string, isLast: boolean): Failure {
  return new Failure(
    `${name}: unexpected ${kindOf(found, place)}, expected a ${isLast ? 'file' : 'folder'}; move it away`,
  )
}

function realOrNull(link: string): string | null {
  try {
    return realpathSync(link)
  } catch {
    return null
  }
}
