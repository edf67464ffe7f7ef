import process from 'node:process'
import pc from 'picocolors'
import { printable, printableJson, type Styled, visible } from './visible.ts'

/**
 * What a command prints: words for people, or one JSON object for programs. Words quote files and
 * other programs, so everything in them that a terminal would act upon is made visible here.
 */
export class Output {
  readonly json: boolean
  readonly quiet: boolean

  constructor({ json = false, quiet = false }: { json?: boolean; quiet?: boolean }) {
    this.json = json
    this.quiet = quiet
  }

  /** A step of the work; not shown with --quiet or --json. */
  say(text: string): void {
    if (!this.quiet && !this.json) process.stdout.write(`${visible(text)}\n`)
  }

  /** Something worth knowing that is no fault; not shown with --quiet or --json. */
  note(text: string): void {
    if (!this.quiet) this.warn(text)
  }

  /** What is waited for: said beside JSON, too, so that silence is no riddle. */
  wait(text: string): void {
    if (!this.quiet) this.#tell(text)
  }

  /** Something that did not go as it should, although it stops nothing. */
  warn(text: string): void {
    if (!this.json) this.#tell(text)
  }

  #tell(text: string): void {
    process.stderr.write(`${pc.yellow('note')} ${visible(text)}\n`)
  }

  /** What was asked for beside the result: told with --json and --quiet, too. */
  aside(text: string): void {
    if (text !== '') process.stderr.write(`${visible(text.trimEnd())}\n`)
  }

  /** What went wrong. */
  fail(text: string | Styled): void {
    if (!this.json) process.stderr.write(`${pc.red('error')} ${printable(text)}\n`)
  }

  /** A text that was asked for and checked, byte for byte, whatever else is hidden; not shown with --json. */
  text(text: string): void {
    if (!this.json) process.stdout.write(`${text}\n`)
  }

  /** One JSON document that was asked for, whatever else is hidden. */
  document(data: object): void {
    process.stdout.write(`${printableJson(data, 2)}\n`)
  }

  /** One of several results for programs, on a line of its own; shown only with --json. */
  line(data: object): void {
    if (this.json) process.stdout.write(`${printableJson(data)}\n`)
  }

  /** The result for programs; shown only with --json. */
  result(data: object): void {
    if (this.json) this.document(data)
  }
}
