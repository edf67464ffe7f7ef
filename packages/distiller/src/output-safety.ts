import { findUnsafeText } from '@rulebook/papers/unsafe-text'

/** Something in the rendered rulebook that agents must not be handed. */
export interface UnsafeFinding {
  /** 1-based line of the rendered file. */
  line: number
  message: string
}

const patterns: [RegExp, string][] = [
  [/<[a-z!/?][^>]*>/i, 'HTML or a comment'],
  [/\b[a-z][a-z+.-]*:\/\/|\bwww\./i, 'a URL'],
  [/\[[^\]]*\]\([^)]*\)|^\s*\[[^\]]*\]:/, 'a Markdown link or reference'],
  [/[A-Za-z0-9+/_-]{40,}={0,2}/, 'a blob of encoded text'],
  [
    /\b(?:ignore|disregard|forget)\b.{0,30}\b(?:previous|prior|above|earlier|all)\b.{0,30}\b(?:instruction|prompt|rule|message)/i,
    'text that addresses the agent instead of the reader',
  ],
]

/** Check a rendered rulebook once more, whatever the papers' own checks let through. */
export function findUnsafeOutput(text: string): UnsafeFinding[] {
  return text.split('\n').flatMap((content, index) => {
    const line = index + 1
    const characters = findUnsafeText(content).map(({ name, reason }) => ({
      line,
      message: `${name}, ${reason}`,
    }))
    const found = patterns
      .filter(([pattern]) => pattern.test(content))
      .map(([, message]) => ({ line, message }))
    return [...characters, ...found]
  })
}
