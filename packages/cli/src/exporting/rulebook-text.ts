import { Failure } from '../failure.ts'

/** What a rulebook says, as it lies on disk. */
export interface RulebookText {
  /** All of it. */
  text: string
  title: string
  /** The text of each rule, without the marker of its line. */
  rules: string[]
}

/** Read the text of a rulebook (`file` in messages). Throws a Failure when it has no heading. */
export function readRulebook(file: string, text: string): RulebookText {
  const [heading = '', ...lines] = text.split(/\r?\n/)
  if (!heading.startsWith('# ')) {
    throw new Failure(
      `${file}:1: Unexpected first line “${heading}”, expected the heading of the rulebook; run \`rulebook distill\``,
    )
  }
  const rules = lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2))
  return { text, title: heading.slice(2), rules }
}
