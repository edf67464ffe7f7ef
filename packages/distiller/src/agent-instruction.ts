import { agentPhrases, speaker } from './agent-phrases.ts'

/** Letters that look like Latin ones. */
const lookAlikes: Record<string, string> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ј: 'j',
  ԁ: 'd',
  ո: 'n',
  һ: 'h',
  ɡ: 'g',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  α: 'a',
  ι: 'i',
  ı: 'i',
  '’': "'",
}

/** Where words to the agent begin; both 1-based, the column in UTF-16 code units. */
export interface Words {
  line: number
  column: number
}

/**
 * Where a text addresses the agent that reads it ("ignore previous instructions" and its kin) instead of
 * saying something about code; at most one place a line. Breaks of lines inside a paragraph, accents,
 * look-alike letters, compatibility forms and emphasis do not hide it. A list of phrases finds the known
 * ways, never all.
 */
export function findWordsToAgent(text: string): Words[] {
  const lines = text.split(/\r\n|\r|\n/)
  const found = new Map<number, number>()
  const add = ({ line, column }: Words) => found.set(line, Math.min(column, found.get(line) ?? column))
  for (const [index, line] of lines.entries()) {
    if (speaker.test(plainText(line))) add({ line: index + 1, column: 1 })
  }
  for (const paragraph of paragraphs(lines)) {
    const { text: words, places } = readWords(paragraph)
    for (const phrase of agentPhrases) {
      // To read on from match to match copies the expression, and hardly any matches at all.
      if (words.search(phrase) === -1) continue
      for (const { index } of words.matchAll(phrase)) add(places[index]!)
    }
  }
  return [...found].map(([line, column]) => ({ line, column })).sort((a, b) => a.line - b.line)
}

/** A line with its 1-based number. */
interface Line {
  number: number
  text: string
}

/** Lines that are read on, one after the other: empty lines and the items of lists part them. */
function paragraphs(lines: readonly string[]): Line[][] {
  const all: Line[][] = []
  let open = false
  for (const [index, text] of lines.entries()) {
    const blank = /^[\s>]*$/.test(text)
    const item = /^[\s>]*(?:[-+*]|\d+[.)])\s/.test(text)
    if (!open || item) all.push([])
    open = !blank
    all.at(-1)!.push({ number: index + 1, text })
  }
  return all
}

/** The plain words of a paragraph on one line, with the place of each of its UTF-16 code units. */
function readWords(paragraph: readonly Line[]): { text: string; places: Words[] } {
  const places: Words[] = []
  const units: string[] = []
  const write = (plain: string, place: Words) => {
    if (plain === ' ' && (units.at(-1) ?? ' ') === ' ') return
    for (let unit = 0; unit < plain.length; unit++) places.push(place)
    units.push(...plain)
  }
  for (const { number, text: line } of paragraph) {
    // Marks of quotes, lists and comments in code do not part a sentence.
    const start = /^(?:[\s>#+-]|\*\s)*/.exec(line)![0].length
    write(' ', { line: number, column: 1 })
    let column = start + 1
    for (const letter of line.slice(start)) {
      const place = { line: number, column }
      column += letter.length
      if (letter === ' ' || /[\s_]/.test(letter)) write(' ', place)
      else if (!'*~`"'.includes(letter)) write(plainLetter(letter), place)
    }
  }
  return { text: units.join('').trimEnd(), places }
}

/** Most letters are plain already. */
function plainLetter(letter: string): string {
  return letter < '\u0080' ? letter.toLowerCase() : plainText(letter)
}

/** Text in lower case, without accents, compatibility forms and letters that only look like others. */
function plainText(text: string): string {
  return [...text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()]
    .map((letter) => lookAlikes[letter] ?? letter)
    .join('')
}
