import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs'

/** What stands where a regular file is expected, in words: `pipe`, `link to ../elsewhere`. */
export class IrregularFile extends Error {
  override name = 'IrregularFile'
  readonly found: string
  constructor(file: string, found: string) {
    super(`${file}: unexpected ${found}, expected a file; move it away`)
    this.found = found
  }
}

export interface ReadOptions {
  /** Follow a link at the end of the path, as for files that people keep. */
  follow?: boolean
  /** Most bytes that are read; a larger file is irregular. */
  most?: number
}

/** Bytes of the largest file that is read: all that is read whole is far smaller. */
const mostBytes = 2 ** 28
const chunkBytes = 2 ** 16
// Windows has neither: there nothing but the look beforehand tells what is opened.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/**
 * A file's bytes, or `null` when there is none. Never waits and never reads to no end: throws
 * {@link IrregularFile} for a link (unless it is to be followed), a folder, a pipe, a device, a socket, and for
 * a file that is too large.
 */
export function readRegularFile(
  file: string,
  { follow = false, most = mostBytes }: ReadOptions = {},
): Buffer | null {
  return withRegularFile(file, follow, (handle, { size }) => {
    if (size > most) throw tooLarge(file, most)
    return readToEnd(handle, file, size, most)
  })
}

/** The first bytes of a file, at most so many, and its size; `null` and errors as of {@link readRegularFile}. */
export function readHead(file: string, most: number): { bytes: Buffer; size: number } | null {
  return withRegularFile(file, false, (handle, { size }) => {
    const bytes = Buffer.alloc(most)
    return { bytes: bytes.subarray(0, readSync(handle, bytes, 0, most, 0)), size }
  })
}

function withRegularFile<Read>(
  file: string,
  follow: boolean,
  read: (handle: number, stats: Stats) => Read,
): Read | null {
  let handle: number
  try {
    // Looked at first, since opening a device may do something.
    const found = follow ? statSync(file) : lstatSync(file)
    if (!found.isFile()) throw new IrregularFile(file, kindOf(found, file))
    handle = openSync(file, O_RDONLY | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw code === 'ELOOP' ? new IrregularFile(file, 'link') : error
  }
  try {
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw new IrregularFile(file, kindOf(stats, file))
    return read(handle, stats)
  } finally {
    closeSync(handle)
  }
}

/** A file may grow while it is read, and some that the system makes up say no size. */
function readToEnd(handle: number, file: string, size: number, most: number): Buffer {
  const parts: Buffer[] = []
  for (let total = 0, next = size + 1; ; next = chunkBytes) {
    const part = Buffer.allocUnsafe(next)
    const read = readSync(handle, part, 0, next, null)
    if (read === 0) return Buffer.concat(parts, total)
    total += read
    if (total > most) throw tooLarge(file, most)
    parts.push(part.subarray(0, read))
  }
}

function tooLarge(file: string, most: number): IrregularFile {
  return new IrregularFile(file, `file of more than ${Math.floor(most / 2 ** 20)} MiB`)
}

/** What a path holds, in words. */
export function kindOf(stats: Stats, place: string): string {
  // Whoever makes a link says where it leads, and might begin a line of our output with it.
  if (stats.isSymbolicLink()) return `link to ${readlinkSync(place).replaceAll(/\p{Cc}/gu, '?')}`
  if (stats.isDirectory()) return 'folder'
  if (stats.isFIFO()) return 'pipe'
  if (stats.isSocket()) return 'socket'
  return stats.isFile() ? 'file' : 'device'
}
