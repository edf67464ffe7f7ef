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

/** {@link visible} as one line: what people see of a text that others wrote never begins a line of its own. */
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

/** What is printed of a text: one line, or what we have composed of lines. */
export function printable(text: string | Styled): string {
  return text instanceof Styled ? text.text : visibleLine(text)
}

/** One text, or several, each in a line of its own: those after the first behind a mark, so that no text begins a line. */
export function composed(texts: string | readonly string[]): string {
  return [texts]
    .flat()
    .map((text, index) => `${index === 0 ? '' : '- '}${visibleLine(text)}`)
    .join('\n')
}

/** Lines of others, such as a traceback, each behind a mark of ours. */
export function quotedLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => `| ${visibleLine(line.replaceAll('\t', '    '))}`.trimEnd())
}

/** A line that a runner takes as a command, whatever space or colour stands before it: `::error::…`. */
const command = /^((?:[^\S\n]|\p{Cc}\[[\d;]*m)*):(?=:)/gmu
/** What runners look for anywhere in a line: `##[error]`, `##vso[…]`, `##teamcity[…]`. */
const marker = /#(?=#\w*\[)/g

/**
 * Printed text in which no line is a command to the program that runs us in continuous integration:
 * the first character of what would be one is escaped.
 */
export function inert(text: string): string {
  return text.replaceAll(command, (_, before) => before + escaped(':')).replaceAll(marker, escaped)
}

/**
 * JSON that is also safe to look at: what JSON leaves as it is but a terminal does not show, or a runner
 * takes as a command, is escaped. It says the same.
 */
export function printableJson(data: object, indent?: number): string {
  return JSON.stringify(data, null, indent)
    .replaceAll(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, escapedInJson)
    .replaceAll(marker, escapedInJson)
}

function escapedInJson(character: string): string {
  return [...Array(character.length).keys()]
    .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
    .join('')
}
