import { z } from 'zod'

// What has no place in the text of a run: controls, and characters that cannot be seen or that change
// the direction of others. Whatever a run says is copied into papers and shown on terminals.
const invisible = String.raw`\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800`
const unseen = String.raw`\p{Cc}${invisible}`
/** Newlines and tabs aside. */
const unseenInText = String.raw`\u0000-\u0008\u000b-\u001f\u007f-\u009f${invisible}`
const seenLine = new RegExp(`^[^${unseen}]*$`, 'u')
const seenText = new RegExp(`^[^${unseenInText}]*$`, 'u')

/** UTF-16 code units that texts of a run may have. */
export const textLimits = { fact: 200, message: 2000, source: 100_000 }

/** One line that readers see whole. */
export function lineSchema(limit: number) {
  return z
    .string()
    .max(limit)
    .regex(seenLine, 'expected one line of visible characters; a run with others was not written by rulebook')
}

/** Lines that readers see whole; tabs may stand in them. */
export function textSchema(limit: number) {
  return z
    .string()
    .max(limit)
    .regex(seenText, 'expected visible characters; a run with others was not written by rulebook')
}

/** What the system, Python or a benchmark says, as one line that holds to {@link lineSchema}. */
export function recordedLine(text: string, limit: number): string {
  return text
    .slice(0, limit)
    .replaceAll(new RegExp(`[${unseen}]+`, 'gu'), ' ')
    .trim()
}

/**
 * Source as written, in a form that holds to {@link textSchema}: what cannot be seen stands as
 * Python's own escape, which means the same inside a string, where such characters belong.
 */
export function recordedSource(text: string): string {
  const shown = text.replaceAll('\r\n', '\n').replaceAll(new RegExp(`[${unseenInText}]`, 'gu'), pythonEscape)
  if (shown.length <= textLimits.source) return shown
  return `${shown.slice(0, textLimits.source - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function pythonEscape(character: string): string {
  const codePoint = character.codePointAt(0)!
  const hex = (digits: number) => codePoint.toString(16).padStart(digits, '0')
  if (codePoint < 0x100) return `\\x${hex(2)}`
  return codePoint < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`
}
