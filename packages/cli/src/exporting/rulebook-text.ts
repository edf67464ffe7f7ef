import { Failure } from '../findings/failure.ts'

/** What a rulebook says, as it lies on disk. */
export interface RulebookText {
  /** All of it. */
  text: string
  title: string
}

/** Read the text of a rulebook (`file` in messages). Throws a Failure when it has no heading. */
export function readRulebook(file: string, text: string): RulebookText {
  const [heading = ''] = text.split(/\r?\n/)
  if (!heading.startsWith('# ')) {
    throw new Failure(
      `${file}:1: Unexpected first line “${heading}”, expected the heading of the rulebook; run \`rulebook distill\``,
    )
  }
  return { text, title: heading.slice(2) }
}
