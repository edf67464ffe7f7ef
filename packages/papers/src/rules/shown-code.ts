import type { CatalogueView } from '../catalogue-view.ts'
import type { CodeExample } from '../paper.ts'
import { pythonTokens, stringTexts } from '../python/tokens.ts'

/** Parts tokens that stand beside each other; in no token. */
const between = '\0'

/** What a paper shows: its marked examples, and the code of its suite as the catalogue tells it. */
export interface ShownCode {
  /** Where a code span stands: in code, in the text of a string of it (SQL, an option), or nowhere. */
  find: (span: string) => 'code' | 'string' | null
}

/** The tokens of some code, and of the texts of its strings; each read when it is asked for. */
class Sources {
  readonly #sources: readonly string[]
  #code: string[] | null = null
  #strings: string[] | null = null

  constructor(sources: readonly string[]) {
    this.#sources = sources
  }

  code(wanted: string): boolean {
    this.#code ??= this.#sources.map((source) => joined(pythonTokens(source)))
    return this.#code.some((tokens) => tokens.includes(wanted))
  }

  strings(wanted: string): boolean {
    this.#strings ??= this.#sources.flatMap(stringTexts).map((text) => joined(pythonTokens(text)))
    return this.#strings.some((tokens) => tokens.includes(wanted))
  }
}

const suites = new WeakMap<CatalogueView, Map<string, Sources>>()

/** The code of one domain's suite, read once a catalogue. */
function suiteOf(catalogue: CatalogueView, domain: string): Sources {
  let known = suites.get(catalogue)
  if (!known) {
    known = new Map()
    suites.set(catalogue, known)
  }
  let suite = known.get(domain)
  if (!suite) {
    const sources = catalogue.benchmarks
      .filter((benchmark) => benchmark.domain === domain)
      .flatMap(({ statement, setup, inputs }) => [statement, setup, inputs])
      .filter((source) => source !== undefined)
    suite = new Sources([...new Set(sources)])
    known.set(domain, suite)
  }
  return suite
}

/** The code that directives of a paper may quote. */
export function shownCode(
  examples: readonly CodeExample[],
  catalogue: CatalogueView,
  domain: string,
): ShownCode {
  const shown = [new Sources(examples.map(({ code }) => code)), suiteOf(catalogue, domain)]
  return {
    find: (span) => {
      const tokens = pythonTokens(span)
      // A comment would say anything and be no token.
      if (tokens.length === 0 || /(?:^|\s)#/.test(span)) return null
      // `f()` stands for any call of it.
      const call = tokens.length > 2 && tokens.at(-2) === '(' && tokens.at(-1) === ')'
      const wanted = joined(call ? tokens.slice(0, -1) : tokens)
      if (shown.some((sources) => sources.code(wanted))) return 'code'
      return shown.some((sources) => sources.strings(wanted)) ? 'string' : null
    },
  }
}

function joined(tokens: readonly string[]): string {
  return between + tokens.join(between) + between
}
