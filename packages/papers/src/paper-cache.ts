import { createHash } from 'node:crypto'
import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { CatalogueView } from './catalogue-view.ts'
import type { Paper } from './paper.ts'
import { type ParsedPaper, parsePaper } from './parse.ts'
import type { PaperFile } from './read/paper-file.ts'

/** What parsing a file came to, without the file. */
interface Entry {
  paper: Paper | null
  messages: Pick<VFileMessage, 'reason' | 'place' | 'ruleId' | 'source' | 'fatal' | 'note'>[]
}

/** Where the cache is kept, which is for whoever opens it to say. */
export interface PaperStore {
  /** What was kept last, or `null` when there is nothing, or nothing to be believed. */
  read(): Promise<string | null>
  /** Rejects when it cannot be kept. */
  write(text: string): Promise<void>
}

const header = 'rulebook.papers-cache/1'

/**
 * Remembers parsed papers by everything that decides what parsing comes to: path, content, the
 * benchmarks known, and the version of the program. Kept as a text, one entry a line, read only as far as
 * it is asked for. A text that is missing, torn or of another version is as good as an empty one.
 */
export class PaperCache {
  readonly #store: PaperStore
  readonly #version: string
  /** Entries by key: as read, or as parsed. */
  readonly #entries: Map<string, string | Entry>
  readonly #used = new Set<string>()
  readonly #catalogues = new WeakMap<CatalogueView, string>()
  /** Is what is kept as good as these entries? */
  #saved: boolean

  private constructor(store: PaperStore, version: string, entries: Map<string, string | Entry>) {
    this.#store = store
    this.#version = version
    this.#entries = entries
    this.#saved = entries.size > 0
  }

  /** `version` is to change whenever the same paper might be parsed otherwise. */
  static async open(store: PaperStore, version: string): Promise<PaperCache> {
    const text = (await store.read()) ?? ''
    const [first, ...lines] = text.split('\n')
    const entries = lines.flatMap((line): [string, string][] => {
      const at = line.indexOf(' ')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : []
    })
    return new PaperCache(store, version, new Map(first === header ? entries : []))
  }

  /** Parse a paper, or remember what parsing it came to. The paper is shared: it is not to be changed. */
  parse = (file: PaperFile, catalogue: CatalogueView): ParsedPaper => {
    const key = this.#keyOf(file, catalogue)
    this.#used.add(key)
    const known = this.#read(key)
    if (known) return restore(known, file)
    const parsed = parsePaper(file, catalogue)
    this.#entries.set(key, { paper: parsed.paper, messages: parsed.file.messages.map(plain) })
    this.#saved = false
    return parsed
  }

  /**
   * Keep what was used since the cache was opened, and drop the rest. Writing may fail, as in a folder
   * that is read-only or not there: then the next process parses again.
   */
  async save(): Promise<void> {
    const stale = [...this.#entries.keys()].filter((key) => !this.#used.has(key))
    for (const key of stale) this.#entries.delete(key)
    if (this.#saved && stale.length === 0) return
    const lines = [...this.#entries].map(
      ([key, entry]) => `${key} ${typeof entry === 'string' ? entry : JSON.stringify(entry)}`,
    )
    this.#saved = await this.#store.write(`${[header, ...lines].join('\n')}\n`).then(
      () => true,
      () => false,
    )
    this.#used.clear()
  }

  #read(key: string): Entry | null {
    const entry = this.#entries.get(key)
    if (typeof entry !== 'string') return entry ?? null
    try {
      const parsed: Entry = JSON.parse(entry)
      this.#entries.set(key, parsed)
      return parsed
    } catch {
      return null
    }
  }

  #keyOf({ path, content }: PaperFile, catalogue: CatalogueView): string {
    let known = this.#catalogues.get(catalogue)
    if (known === undefined) {
      const benchmarks = catalogue.benchmarks.map(({ id, domain, block, unit, statement, setup, inputs }) => [
        id,
        domain,
        block,
        unit,
        statement,
        setup,
        inputs,
      ])
      known = hash(JSON.stringify([this.#version, benchmarks]))
      this.#catalogues.set(catalogue, known)
    }
    return hash(JSON.stringify([known, path]), content)
  }
}

function restore({ paper, messages }: Entry, { path, content }: PaperFile): ParsedPaper {
  const file = new VFile({ path, value: content })
  for (const { reason, place, ruleId, source, fatal, note } of messages) {
    const message = file.message(reason, { place, ruleId, source })
    message.fatal = fatal
    message.note = note
  }
  return { paper, file }
}

function plain({ reason, place, ruleId, source, fatal, note }: VFileMessage): Entry['messages'][number] {
  return { reason, place, ruleId, source, fatal, note }
}

function hash(...parts: string[]): string {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  return sum.digest('base64')
}
