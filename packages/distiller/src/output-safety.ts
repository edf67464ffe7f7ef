import { findUnsafeText } from '@rulebook/papers/unsafe-text'
import { addressesAgent } from './agent-instruction.ts'
import { findUnsafeMarkup, type UnsafeSpan } from './unsafe-markup.ts'

/** Something in a rendered text that agents must not be handed. */
export interface UnsafeFinding {
  rule: UnsafeSpan['rule'] | 'unsafe-character' | 'unsafe-instruction' | 'unsafe-size'
  /** 1-based line of the text. */
  line: number
  /** 1-based column, in UTF-16 code units. */
  column: number
  /** What was found, what was expected, how to mend it. */
  message: string
}

/** UTF-16 code units that a line may have. */
const longestLine = 500

/**
 * Check rendered text, line by line, whatever the papers' own checks let through: characters that
 * are not seen, markup, addresses, encoded text, words to the agent. Empty when it may be published.
 */
export function findUnsafeOutput(text: string): UnsafeFinding[] {
  return text.split('\n').flatMap((content, index) => {
    const line = index + 1
    const finding = (rule: UnsafeFinding['rule'], offset: number, found: string, expected: string) => ({
      rule,
      line,
      column: offset + 1,
      message: `Unexpected ${found}, expected ${expected}`,
    })
    const characters = findUnsafeText(content).map(({ offset, name, reason }) =>
      finding(
        'unsafe-character',
        offset,
        `${name}, ${reason}`,
        'only characters that a reader sees; delete it',
      ),
    )
    const markup = findUnsafeMarkup(content).map(({ rule, offset, found }) =>
      finding(rule, offset, found, 'text, inline code and figures; remove it'),
    )
    const instructions = addressesAgent(content)
      ? [
          finding(
            'unsafe-instruction',
            0,
            'words to the agent that reads along',
            'a rule about code; reword it',
          ),
        ]
      : []
    const size =
      content.length > longestLine
        ? [
            finding(
              'unsafe-size',
              longestLine,
              `line of ${content.length} characters`,
              `at most ${longestLine}; shorten it`,
            ),
          ]
        : []
    return [...characters, ...markup, ...instructions, ...size]
  })
}
