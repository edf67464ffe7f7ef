import pc from 'picocolors'
import type { Finding } from '../findings/finding.ts'
import { inLines } from '../findings/finding-line.ts'
import {
  composed,
  printable,
  printableJson,
  quotedLines,
  type Styled,
  visibleLine,
} from '../findings/visible-text.ts'
import { print } from './printing.ts'

/** A result for programs. */
type Result = Record<string, unknown> & { findings?: readonly Finding[] }

/**
 * What a command prints: words for people, or one JSON object for programs. Words quote files and
 * other programs, so each text is one line, in which all that a terminal would act upon is visible.
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
    if (!this.quiet && !this.json) print('stdout', `${visibleLine(text)}\n`)
  }

  /** Something worth knowing that is no fault; not shown with --quiet or --json. */
  note(text: string | readonly string[]): void {
    if (!this.quiet) this.warn(text)
  }

  /** What is waited for: said beside JSON, too, so that silence is no riddle. */
  wait(text: string): void {
    if (!this.quiet) this.#tell(text)
  }

  /** Something that did not go as it should, although it stops nothing. */
  warn(text: string | readonly string[]): void {
    if (!this.json) this.#tell(text)
  }

  #tell(text: string | readonly string[]): void {
    print('stderr', `${pc.yellow('note')} ${composed(text)}\n`)
  }

  /** Lines of others that were asked for beside the result, each behind a mark; told with --json and --quiet, too. */
  aside(text: string): void {
    if (text !== '') print('stderr', `${quotedLines(text.trimEnd()).join('\n')}\n`)
  }

  /** What went wrong. */
  fail(text: string | Styled): void {
    if (!this.json) print('stderr', `${pc.red('error')} ${printable(text)}\n`)
  }

  /**
   * A text that was asked for and checked, byte for byte but for what a runner would take as a command;
   * not shown with --json.
   */
  text(text: string): void {
    if (!this.json) print('stdout', `${text}\n`)
  }

  /** One JSON document that was asked for, whatever else is hidden. */
  document(data: object): void {
    print('stdout', `${printableJson(data, 2)}\n`)
  }

  /** One of several results for programs, on a line of its own; shown only with --json. */
  line(data: Result): void {
    if (this.json) print('stdout', `${printableJson(withLines(data))}\n`)
  }

  /** The result for programs; shown only with --json. */
  result(data: Result): void {
    if (this.json) this.document(withLines(data))
  }
}

function withLines(data: Result): Result {
  return data.findings ? { ...data, findings: inLines(data.findings) } : data
}
