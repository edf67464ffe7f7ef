import { findUnsafeCode, findUnsafeOutput } from '@rulebook/distiller'
import type { Line } from '../explaining/explanations.ts'
import { refuseUnsafe } from '../exporting/safe-texts.ts'
import type { Finding } from '../findings/finding.ts'
import { escaped, visible } from '../findings/visible-text.ts'

/**
 * Lines as the text that an agent is handed: the one way out. Words are checked as the rulebook is, and
 * each stays on its line; code is checked for what is not seen. Throws a Failure with exit code 4 when
 * there is anything else; `source` is where the lines come from.
 */
export function handOver(lines: readonly Line[], source: string): string {
  const text = lines.map((line) => line.text).join('\n')
  // A token may begin on one line and end on the next.
  const unsafe = [...lines.flatMap(findUnsafe), ...findUnsafeCode(text)]
  const found = new Map(unsafe.map(({ rule, message }) => [message, { rule, message }]))
  refuseUnsafe(
    source,
    [...found.values()].map(({ rule, message }) => ({ rule, severity: 'error', file: source, message })),
  )
  return text
}

/** An error's message, which may quote files: what is not seen, tags, comments and tokens stand as escapes. */
export function handOverError(message: string): string {
  return findUnsafeCode(message).every(({ rule }) => rule === 'unsafe-character')
    ? visible(message).replaceAll('<', escaped)
    : 'What went wrong cannot be told, since it quotes what agents must not be handed; run `rulebook check`'
}

function findUnsafe({ text, code }: Line): Pick<Finding, 'rule' | 'message'>[] {
  if (/[\r\n]/.test(text)) {
    return [{ rule: 'unsafe-block', message: 'Unexpected line break, expected one line; remove it' }]
  }
  if (code) return findUnsafeCode(text)
  // As a paragraph of its own: how lines are indented and headed here is ours.
  return findUnsafeOutput(`- ${text.trim().replace(/^(?:## |- )/, '')}`).filter(
    ({ rule }) => rule !== 'unsafe-size',
  )
}
