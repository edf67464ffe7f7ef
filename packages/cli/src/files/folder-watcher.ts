import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { hashFile, hashText } from './fingerprint.ts'

/** A file that was written, added or removed. */
export interface Change {
  folder: string
  file: string
}

/** Absolute path to when the file was written, and a hash of what is in it. */
type Snapshot = Map<string, { stamp: string; hash: string }>

/** Editors write in several steps (write aside, rename, touch); what follows within this time is one save. */
const quietMilliseconds = 30
/** Network and container file systems tell nothing; there a look now and then has to do. */
const pollMilliseconds = 1000

/**
 * Watches the files of some folders, which may come and go, for changes of what is in them. Folders are watched, not files, so
 * that a save that puts a new file in place of the old one is seen; contents are compared, so that
 * a touch, a rewrite of the same bytes, and what was acknowledged are no changes.
 */
export class FolderWatcher {
  readonly #folders: () => Iterable<string>
  readonly #isWatched: (file: string) => boolean
  readonly #watchers = new Map<string, FSWatcher>()
  #seen: Snapshot
  #wake = () => {}

  constructor(folders: () => Iterable<string>, isWatched: (file: string) => boolean) {
    this.#folders = folders
    this.#isWatched = isWatched
    this.#seen = this.#look()
  }

  /** Changes as they come, until `signal` aborts. Those made while the last ones are dealt with come next. */
  async *changes(signal: AbortSignal): AsyncGenerator<Change[]> {
    while (!signal.aborted) {
      this.#listen()
      if (!this.pending) await this.#event(signal)
      // What is being written is not read half.
      await sleep(quietMilliseconds, undefined, { signal }).catch(() => {})
      const changes = signal.aborted ? [] : this.#changes()
      if (changes.length > 0) yield changes
    }
  }

  /** Take what was just written, by absolute path, as seen. */
  acknowledge(texts: ReadonlyMap<string, string>): void {
    for (const [file, text] of texts) {
      if (this.#seen.has(file)) this.#seen.set(file, { stamp: '', hash: hashText(text) })
    }
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  /** Until something may have changed. */
  async #event(signal: AbortSignal): Promise<void> {
    const stop = new AbortController()
    const either = AbortSignal.any([signal, stop.signal])
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      sleep(pollMilliseconds, undefined, { signal: either }).then(resolve, () => resolve())
    })
    stop.abort()
  }

  #listen(): void {
    for (const folder of new Set(this.#folders())) {
      if (this.#watchers.has(folder)) continue
      try {
        const watcher = watch(folder, () => this.#wake())
        const forget = () => {
          watcher.close()
          this.#watchers.delete(folder)
        }
        watcher.on('error', forget)
        this.#watchers.set(folder, watcher)
      } catch {
        // Not there yet, or no more watches to be had: it is looked at now and then.
      }
    }
  }

  /** Are there changes that were not handed out yet? */
  get pending(): boolean {
    return differences(this.#seen, this.#look()).length > 0
  }

  #changes(): Change[] {
    const [before, after] = [this.#seen, this.#look()]
    this.#seen = after
    return differences(before, after)
  }

  #look(): Snapshot {
    const found: Snapshot = new Map()
    for (const folder of new Set(this.#folders())) {
      for (const name of namesIn(folder)) {
        const file = path.join(folder, name)
        if (!this.#isWatched(file)) continue
        try {
          const { mtimeMs, size, ino } = statSync(file)
          const stamp = `${mtimeMs} ${size} ${ino}`
          const known = this.#seen?.get(file)
          found.set(file, known?.stamp === stamp ? known : { stamp, hash: contentOf(file) })
        } catch {
          // Between two steps of a save it is not there; the next look finds it.
        }
      }
    }
    return found
  }
}

function differences(before: Snapshot, after: Snapshot): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => before.get(file)?.hash !== after.get(file)?.hash)
    .sort()
    .map((file) => ({ file, folder: path.dirname(file) }))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Throws when the file went meanwhile. */
function contentOf(file: string): string {
  const hash = hashFile(file)
  if (hash === null) throw new Error(`${file} is not there`)
  return hash
}
