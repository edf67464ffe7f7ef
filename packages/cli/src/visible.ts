/** What a terminal acts upon, or does not show: controls, format characters, line and paragraph separators. */
const unshown = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * Text as it may be printed: what files and programs say could else move the cursor, set the title or
 * fill the clipboard. What is not shown stands as an escape (`\u{1b}`), line breaks and tabs aside.
 */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(unshown, (character) => (/[\n\t]/.test(character) ? character : escaped(character)))
}

/** {@link visible} for what stands inside a line, such as the name of a file. */
export function visibleLine(text: string): string {
  return text.replaceAll(unshown, escaped)
}

/** A character by its number, as in JavaScript: `\u{1b}`. */
export function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`
}

/** Text with styling of our own, in which everything that others wrote is visible already. */
export class Styled {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** What is printed of a text. */
export function printable(text: string | Styled): string {
  return text instanceof Styled ? text.text : visible(text)
}

/** JSON that is also safe to look at: what JSON leaves as it is but a terminal does not show is escaped. */
export function printableJson(data: object, indent?: number): string {
  return JSON.stringify(data, null, indent).replaceAll(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
