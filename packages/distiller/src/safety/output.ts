import { chatTokenMessage, findChatTokens } from '@rulebook/papers/chat-token'
import { findMixedWords, mixedWordMessage } from '@rulebook/papers/script'
import { findUnsafeText } from '@rulebook/papers/unsafe-text'
import { findUnsafeBlocks } from './unsafe-block.ts'
import { findUnsafeMarkup, type UnsafeSpan } from './unsafe-markup.ts'

/** Something in a rendered text that agents must not be handed. */
export interface UnsafeFinding {
  rule: UnsafeSpan['rule'] | 'unsafe-character' | 'unsafe-script' | 'unsafe-size' | 'unsafe-token'
  /** 1-based line of the text. */
  line: number
  /** 1-based column, in UTF-16 code units. */
  column: number
  /** What was found, what was expected, how to fix it. */
  message: string
}

/** An unsafe text with the file to fix: a paper, or `null` for the rendered rulebook. */
export interface PlacedFinding extends UnsafeFinding {
  file: string | null
}

/** UTF-16 code units that a line may have. */
const longestLine = 500
/** Lines, and UTF-16 code units, of the longest text that is looked at. */
const most = { lines: 5000, text: 256 * 1024, code: 20_000 }

/**
 * Check a rendered rulebook, line by line, whatever the papers' own checks let through: characters that
 * are not seen, markup, addresses, encoded text. Empty when it may be published.
 */
export function findUnsafeOutput(text: string): UnsafeFinding[] {
  const size = findSize(text)
  if (size.length > 0) return size
  const blocks = findUnsafeBlocks(linesOf(text)).map(({ index, span }) => toFinding(index + 1, span))
  return [...blocks, ...findUnsafeValue(text)]
}

/** Check a text that is handed on by itself, such as a value of a JSON document: all but how it is laid out. */
export function findUnsafeValue(text: string): UnsafeFinding[] {
  const size = findSize(text)
  if (size.length > 0) return size
  const byLine = linesOf(text).flatMap((content, index) => findInLine(content, index + 1))
  return [...byLine, ...findTokens(text)]
}

/** Check code that is handed on as code: characters that are not seen, tokens of chat templates. */
export function findUnsafeCode(text: string): UnsafeFinding[] {
  if (text.length > most.code)
    return [tooLong(1, 1, `the code has ${text.length} characters (limit ${most.code})`)]
  const characters = linesOf(text).flatMap((line, index) => findCharacters(line, index + 1))
  return [...characters, ...findTokens(text)]
}

/** Tokens of chat templates, which may go over the end of a line, and words of two scripts. */
function findTokens(text: string): UnsafeFinding[] {
  const tokens = findChatTokens(text).map((token) => ({
    rule: 'unsafe-token' as const,
    ...placeOf(text, token.offset),
    message: chatTokenMessage(token),
  }))
  const mixed = findMixedWords(text).map((word) => ({
    rule: 'unsafe-script' as const,
    ...placeOf(text, word.offset),
    message: mixedWordMessage(word),
  }))
  return [...tokens, ...mixed]
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const above = linesOf(text.slice(0, offset))
  return { line: above.length, column: above.at(-1)!.length + 1 }
}

/** Carriage returns end lines of Markdown, too. */
function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}

function findCharacters(content: string, line: number): UnsafeFinding[] {
  return findUnsafeText(content).map(({ offset, name, reason }) => ({
    rule: 'unsafe-character',
    line,
    column: offset + 1,
    message: `There is ${name}, ${reason}. Only characters that a reader sees are allowed; delete it`,
  }))
}

function findInLine(content: string, line: number): UnsafeFinding[] {
  const marker = /^(?:- |# )/.exec(content)?.[0].length ?? 0
  const markup = findUnsafeMarkup(content.slice(marker)).map((span) =>
    toFinding(line, { ...span, offset: span.offset + marker }),
  )
  return [...findCharacters(content, line), ...markup]
}

/** Lines that are too long, or a text that is: nothing else is looked for then, since it could take long. */
function findSize(text: string): UnsafeFinding[] {
  if (text.length > most.text)
    return [tooLong(1, 1, `the text has ${text.length} characters (limit ${most.text})`)]
  const lines = linesOf(text)
  if (lines.length > most.lines)
    return [tooLong(1, 1, `the text has ${lines.length} lines (limit ${most.lines})`)]
  return lines.flatMap((content, index) =>
    content.length > longestLine
      ? [
          tooLong(
            index + 1,
            longestLine + 1,
            `the line has ${content.length} characters (limit ${longestLine})`,
          ),
        ]
      : [],
  )
}

function tooLong(line: number, column: number, found: string): UnsafeFinding {
  return {
    rule: 'unsafe-size',
    line,
    column,
    message: `${found[0]!.toUpperCase()}${found.slice(1)}; shorten it`,
  }
}

function toFinding(line: number, { rule, offset, found }: UnsafeSpan): UnsafeFinding {
  const code = rule === 'unsafe-html' || rule === 'unsafe-escape' ? ', or put code in backticks' : ''
  const message = `There is ${found}. Only text, inline code and figures are allowed; remove it${code}`
  return { rule, line, column: offset + 1, message }
}
