import type { VFile } from 'vfile'
import { location } from 'vfile-location'
import type { FaultRule } from './fault-rule.ts'
import { limits } from './limits.ts'

/** What a maintainer is told: what was found and expected, and how to mend it. */
export interface Fault {
  rule: FaultRule
  /** Offset in the file, in UTF-16 code units. */
  at: number
  /** End offset, where the fault covers text. */
  to?: number
  /** One sentence: what was found, what was expected, how to mend it. */
  message: string
  /** A warning does not keep the paper from being used. */
  warning?: boolean
}

/** Collects the faults of one file; nothing is ever thrown for what a person wrote. */
export class Faults {
  readonly file: VFile
  readonly #location: ReturnType<typeof location>
  readonly #length: number
  readonly #overlooked = new Set<FaultRule>()
  readonly #told: { at: number; to: number }[] = []
  #fatal = 0

  constructor(file: VFile) {
    this.file = file
    this.#location = location(file)
    this.#length = String(file).length
  }

  /** Line and column of an offset. */
  point(offset: number): { line: number; column: number; offset: number } {
    const point = this.#location.toPoint(Math.max(0, Math.min(offset, this.#length)))
    return { line: point?.line ?? 1, column: point?.column ?? 1, offset }
  }

  /** From now on, say nothing of this kind: it cannot be told, for want of something that has been told of. */
  overlook(rule: FaultRule): void {
    this.#overlooked.add(rule)
  }

  /** From now on, say nothing more of this text: what is wrong with it has been told. */
  leave(at: number, to: number): void {
    this.#told.push({ at, to })
  }

  add(fault: Fault): void {
    if (this.full || this.#overlooked.has(fault.rule)) return
    if (this.#told.some(({ at, to }) => fault.at >= at && fault.at < to)) return
    this.#tell(fault)
    if (!this.full) return
    this.#tell({
      rule: 'limit-faults',
      at: 0,
      message: `Unexpected number of faults, expected fewer than ${limits.faults}; mend those told of, then check again`,
    })
  }

  /** Has so much been told that nothing more will be? Then looking further is of no use. */
  get full(): boolean {
    return this.file.messages.length >= limits.faults
  }

  /** Is there anything that keeps the paper from being used? */
  get fatal(): boolean {
    return this.#fatal > 0
  }

  #tell({ rule, at, to, message, warning }: Fault): void {
    const start = this.point(at)
    const place = to === undefined ? start : { start, end: this.point(to) }
    const added = this.file.message(message, { place, ruleId: rule, source: 'rulebook' })
    added.fatal = !warning
    added.note = `\`rulebook explain ${rule}\` shows an example and the fix.`
    if (!warning) this.#fatal++
  }
}
