import type { CatalogueView } from './catalogue-view.ts'
import type { CodeExample } from './paper.ts'
import { pythonTokens, stringTexts } from './python-tokens.ts'

/** Parts tokens that stand beside each other; in no token. */
const between = '\0'

/** What a paper shows: its marked examples, and the code of its suite as the catalogue tells it. */
export interface ShownCode {
  /** Where a code span stands: in code, in the text of a string of it (SQL, an option), or nowhere. */
  find: (span: string) => 'code' | 'string' | null
}

/** The code that directives may quote. Read when the first of them does. */
export function shownCode(
  examples: readonly CodeExample[],
  catalogue: CatalogueView,
  domain: string,
): ShownCode {
  let read: { code: string[]; strings: string[] } | null = null
  return {
    find: (span) => {
      const tokens = pythonTokens(span)
      // A comment would say anything and be no token.
      if (tokens.length === 0 || /(?:^|\s)#/.test(span)) return null
      read ??= readSources(sourcesOf(examples, catalogue, domain))
      // `f()` stands for any call of it.
      const call = tokens.length > 2 && tokens.at(-2) === '(' && tokens.at(-1) === ')'
      const wanted = joined(call ? tokens.slice(0, -1) : tokens)
      if (read.code.some((source) => source.includes(wanted))) return 'code'
      return read.strings.some((source) => source.includes(wanted)) ? 'string' : null
    },
  }
}

function sourcesOf(
  examples: readonly CodeExample[],
  { benchmarks }: CatalogueView,
  domain: string,
): string[] {
  const measured = benchmarks.filter((benchmark) => benchmark.domain === domain)
  const suite = measured.flatMap(({ statement, setup, inputs }) => [statement, setup, inputs])
  return [
    ...new Set([...examples.map(({ code }) => code), ...suite.filter((source) => source !== undefined)]),
  ]
}

function readSources(sources: readonly string[]): { code: string[]; strings: string[] } {
  return {
    code: sources.map((source) => joined(pythonTokens(source))),
    strings: sources.flatMap(stringTexts).map((text) => joined(pythonTokens(text))),
  }
}

function joined(tokens: readonly string[]): string {
  return between + tokens.join(between) + between
}
