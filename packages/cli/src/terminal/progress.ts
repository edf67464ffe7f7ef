import type { Progress } from '@rulebook/bench'
import { Presets, SingleBar } from 'cli-progress'
import { visibleLine } from '../findings/visible-text.ts'
import type { Output } from './output.ts'

const secondsBetweenLines = 5

/** Shows how far a measurement is: a bar on a terminal, elsewhere a line every few seconds. */
export class ProgressDisplay {
  readonly #output: Output
  readonly #bar: SingleBar | null
  readonly #started = Date.now()
  #lastLine = 0
  #barStarted = false
  #begun = false

  constructor(output: Output) {
    this.#output = output
    const terminal = process.stderr.isTTY && !output.json && !output.quiet
    const format = 'measuring {bar} {value}/{total} processes · {left} · {block}'
    this.#bar = terminal
      ? new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_grey)
      : null
  }

  update(progress: Progress): void {
    if (!this.#begun && progress.resumed > 0) {
      this.#output.say(
        `kept ${progress.resumed} of ${progress.total} processes of the measurement that was interrupted`,
      )
    }
    this.#begun = true
    const left = this.#left(progress)
    const payload = { left, block: visibleLine(progress.block) }
    if (this.#bar) {
      if (!this.#barStarted) this.#bar.start(progress.total, progress.done, payload)
      this.#barStarted = true
      this.#bar.update(progress.done, payload)
      return
    }
    const now = Date.now()
    if (now - this.#lastLine < secondsBetweenLines * 1000 || progress.done === progress.total) return
    this.#lastLine = now
    this.#output.say(`measuring ${progress.done}/${progress.total} processes, ${left} (${progress.block})`)
  }

  stop(): void {
    if (this.#barStarted) this.#bar?.stop()
  }

  /** Time left, from how long the processes of this measurement took so far. */
  #left({ done, total, resumed }: Progress): string {
    const measured = done - resumed
    if (measured < 1) return 'time left not known yet'
    const seconds = (((Date.now() - this.#started) / measured) * (total - done)) / 1000
    return seconds < 90 ? `about ${Math.ceil(seconds)} s left` : `about ${Math.ceil(seconds / 60)} min left`
  }
}
