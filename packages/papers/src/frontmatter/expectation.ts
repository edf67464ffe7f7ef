import { frontmatterSchema, valueClaimSchema } from './schema.ts'

/** What a key of the frontmatter takes, in words that follow “expected”, and an example of it. */
export interface Expectation {
  words: string
  example: string
}

const text = (example: string): Expectation => {
  return { words: 'one line of text, at most 400 characters', example }
}
const status = frontmatterSchema.shape.status.options
const kinds = valueClaimSchema.shape.as.options

const paper: Record<string, Expectation> = {
  title: text('title: Sets and lists'),
  domain: { words: "the file's name in kebab-case", example: 'domain: collection-membership' },
  status: { words: `one of ${status.join(', ')}`, example: 'status: draft' },
  summary: text('summary: Sets find in one step'),
  claims: {
    words: 'at least one claim, by name',
    example: 'claims: { loop-entry: { value: a / b, as: ratio, holds: "> 2" } }',
  },
  rules: { words: 'settings by the slug of a rule', example: 'rules: { stay-sync: { weight: 5 } }' },
}

const valueClaim: Record<string, Expectation> = {
  value: { words: 'an expression over benchmarks', example: 'value: list_miss / set_miss' },
  as: { words: `one of ${kinds.join(', ')}`, example: 'as: ratio' },
  holds: { words: 'a comparison in quotes', example: 'holds: "> 10"' },
  why: text('why: a sync takes as long as the disk wants'),
  cited: { words: 'value and by below it', example: 'cited: { value: 10, by: python-numbers }' },
}

const rankClaim: Record<string, Expectation> = {
  rank: {
    words: 'benchmark names, each with a label',
    example: 'rank: { fast: the fast way, slow: the slow way }',
  },
  holds: { words: 'the name of the benchmark that comes first', example: 'holds: fast' },
}

const cited: Record<string, Expectation> = {
  value: { words: 'the number as it was published', example: 'value: 1387' },
  by: { words: 'who published it, in one line', example: 'by: python-numbers' },
}

const rule: Record<string, Expectation> = {
  weight: { words: 'a number above 0, at most 100', example: 'weight: 5' },
  effect: { words: "a claim's name in kebab-case", example: 'effect: loop-entry' },
  claims: { words: 'a list of claim names in kebab-case', example: 'claims: [loop-entry]' },
}

/** The keys of the map at a path; `rank` says whether a claim is one of an order. */
export function keysAt(path: readonly PropertyKey[], rank: boolean): string[] {
  return Object.keys(mapAt(path, rank))
}

/** What the key at a path takes. */
export function expectationAt(path: readonly PropertyKey[], rank: boolean): Expectation {
  const key = String(path.at(-1) ?? '')
  const found = mapAt(path.slice(0, -1), rank)
  if (Object.hasOwn(found, key)) return found[key]!
  if (path.length === 0) return { words: 'keys and values', example: 'title: Sets and lists' }
  if (path[0] === 'rules') {
    // A member of a rule's list, or the rule itself.
    if (path.length > 2) return { words: rule.effect!.words, example: 'loop-entry' }
    return { words: 'settings such as weight below it', example: `${key}: { weight: 5 }` }
  }
  if (path.length > 2) return { words: 'a label of one line', example: `${key}: the fast way` }
  return {
    words: 'value, as and holds below it',
    example: `${key}: { value: a / b, as: ratio, holds: "> 2" }`,
  }
}

function mapAt(path: readonly PropertyKey[], rank: boolean): Record<string, Expectation> {
  if (path.length === 0) return paper
  if (path[0] === 'rules') return path.length === 2 ? rule : {}
  if (path.length === 2) return rank ? rankClaim : valueClaim
  return path.length === 3 && path[2] === 'cited' ? cited : {}
}
