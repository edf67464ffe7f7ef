import { findUnsafeCode, findUnsafeOutput } from '@rulebook/distiller'
import type { Line } from '../explanations.ts'
import { refuseUnsafe } from '../exporting/safe-texts.ts'
import { visible } from '../visible.ts'

/**
 * Lines as the text that an agent is handed: the one way out. Words are checked as the rulebook is, and
 * each stays on its line; code is checked for what is not seen; and all of it for words to the agent.
 * Throws a Failure with exit code 4 when there is anything else; `source` is where the lines come from.
 */
export function handOver(lines: readonly Line[], source: string): string {
  const text = lines.map((line) => line.text).join('\n')
  const messages = [...lines.flatMap(findUnsafe), ...findUnsafeCode(text).map(({ message }) => message)]
  refuseUnsafe(
    source,
    [...new Set(messages)].map((message) => ({
      rule: 'unsafe-instruction',
      severity: 'error',
      file: source,
      message,
    })),
  )
  return text
}

/** An error's message, unless it quotes what agents must not be handed. */
export function handOverError(message: string): string {
  return findUnsafeCode(message).every(({ rule }) => rule === 'unsafe-character')
    ? visible(message)
    : 'What went wrong cannot be told, since it quotes what agents must not be handed; run `rulebook check`'
}

function findUnsafe({ text, code }: Line): string[] {
  if (/[\r\n]/.test(text)) return ['Unexpected line break, expected one line; remove it']
  if (code) return []
  // As a paragraph of its own: how lines are indented and headed here is ours.
  return findUnsafeOutput(`- ${text.trim().replace(/^(?:## |- )/, '')}`)
    .filter(({ rule }) => rule !== 'unsafe-size')
    .map(({ message }) => message)
}
