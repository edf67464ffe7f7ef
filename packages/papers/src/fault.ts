import type { Point } from 'unist'
import type { VFile } from 'vfile'
import { location } from 'vfile-location'

/** What a maintainer is told: what was found and expected, and how to mend it. */
export interface Fault {
  /** Id of the rule that was broken; the README explains each. */
  rule: string
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
  #fatal = 0

  constructor(file: VFile) {
    this.file = file
    this.#location = location(file)
  }

  /** Line and column of an offset. */
  point(offset: number): Point & { offset: number } {
    const length = String(this.file).length
    const point = this.#location.toPoint(Math.max(0, Math.min(offset, length)))
    return { line: point?.line ?? 1, column: point?.column ?? 1, offset }
  }

  add({ rule, at, to, message, warning }: Fault): void {
    const start = this.point(at)
    const place = to === undefined ? start : { start, end: this.point(to) }
    const added = this.file.message(message, { place, ruleId: rule, source: 'rulebook' })
    added.fatal = !warning
    if (!warning) this.#fatal++
  }

  /** Is there anything that keeps the paper from being used? */
  get fatal(): boolean {
    return this.#fatal > 0
  }
}
