import type { Catalogue } from '@rulebook/bench'
import fc from 'fast-check'

/** One form of a directive. */
export interface Form {
  words: string
  /** The claim that its figure shows. */
  claim: string
  /** How the figure reads, and how the words are laid out: nothing that an agent is told of. */
  shown: string
  emphasis: boolean
  /** What a reviewer has to be shown. */
  touched: boolean
}

export interface DrawnRule {
  title: string
  forms: Form[]
}

/** Papers by domain. */
export type DrawnPapers = Record<string, DrawnRule[]>

const domains = ['first', 'second']
const claims = ['one', 'two', 'three']

const text = ({ words, claim, shown, emphasis }: Form) =>
  `Don't do ${emphasis ? `*${words}*` : words}; do less ([${shown}](#${claim})).`

/** What messages call a form. */
export const spoken = (form: Form) => `Don't do ${form.words}; do less ({#${form.claim}}).`

/** A paper as people write it. */
export function paperText(domain: string, rules: readonly DrawnRule[]): string {
  const frontmatter = [
    `title: ${domain}`,
    `domain: ${domain}`,
    'status: accepted',
    'summary: Less is done.',
    'claims:',
    ...claims.map((name) => `  ${name}: { value: slow / fast, as: ratio, holds: "> 1" }`),
  ].join('\n')
  const body = rules.map(
    ({ title, forms }) => `### ${title}\n\n${forms.map((form) => `> ${text(form)}`).join('\n>\n')}\n`,
  )
  return `---\n${frontmatter}\n---\n\n# ${domain}\n\n## Rules\n\n${body.join('\n')}`
}

export const drawnCatalogue: Catalogue = {
  schema: 'rulebook.catalogue/1',
  benchmarks: domains.flatMap((domain) =>
    ['slow', 'fast'].map((name) => ({
      id: `${domain}/${name}`,
      domain,
      block: 'a',
      unit: 's',
      kind: 'loop',
      doc: '',
      setup: '',
      setupPer: 'process',
      statement: '',
      raw: false,
      requires: [],
      sourceHash: '',
    })),
  ),
}

const form = (words: string): Form => ({ words, claim: 'one', shown: '?', emphasis: false, touched: false })

/** Six rules of two forms each. */
export function basePapers(): DrawnPapers {
  return Object.fromEntries(
    domains.map((domain) => [
      domain,
      [0, 1, 2].map((rule) => ({
        title: `Rule ${rule} of ${domain}`,
        forms: [form(`${domain} ${rule}`), form(`${domain} ${rule} at length`)],
      })),
    ]),
  )
}

const edits = [
  'word',
  'target',
  'rule',
  'form',
  'figure',
  'emphasis',
  'order',
  'move',
  'rename',
  'drop',
] as const

/** What people do to papers, each with where it is done. */
export const drawnEdits = fc.array(
  fc.record({ kind: fc.constantFrom(...edits), domain: fc.constantFrom(...domains), at: fc.nat(20) }),
  { minLength: 1, maxLength: 8 },
)

export type Edit = (typeof drawnEdits extends fc.Arbitrary<infer Edits extends unknown[]>
  ? Edits
  : never)[number]

/** Do one edit; `serial` makes what it writes its own. */
export function applyEdit(papers: DrawnPapers, { kind, domain, at }: Edit, serial: number): void {
  const rules = papers[domain]!
  const other = papers[domains.find((name) => name !== domain)!]!
  const rule = rules[at % rules.length]
  const chosen = rule?.forms[at % rule.forms.length]
  const fresh = (words: string): Form => ({ ...form(`${words} ${serial}`), touched: true })
  if (kind === 'rule') rules.push({ title: `New rule ${serial}`, forms: [fresh('new')] })
  if (!rule || !chosen) return
  if (kind === 'word') Object.assign(chosen, { words: `${chosen.words} again ${serial}`, touched: true })
  if (kind === 'target') {
    // Only forms that show the first claim: another change could bring one back to what it was.
    if (chosen.claim === 'one') Object.assign(chosen, { claim: claims[1 + (at % 2)], touched: true })
  }
  if (kind === 'form') rule.forms.push(fresh('form'))
  if (kind === 'figure') chosen.shown = `${at + 1}×`
  if (kind === 'emphasis') chosen.emphasis = !chosen.emphasis
  if (kind === 'order') rule.forms.reverse()
  if (kind === 'rename') rule.title = `Renamed ${serial}`
  if (kind === 'move') other.push(...rules.splice(rules.indexOf(rule), 1))
  if (kind === 'drop') {
    if (rule.forms.length > 1) rule.forms.splice(at % rule.forms.length, 1)
    else rules.splice(rules.indexOf(rule), 1)
  }
}
