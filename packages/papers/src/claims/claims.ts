import type { BenchmarkView, DomainBenchmarks } from '../catalogue-view.ts'
import type { Faults } from '../faults/fault.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import { didYouMean } from '../faults/nearest.ts'
import type { ReadFrontmatter } from '../frontmatter/frontmatter.ts'
import { decimalCommaMessage, withPoints } from '../frontmatter/typed-number.ts'
import type { UsableClaim } from '../frontmatter/valid-parts.ts'
import { type NumberKind, numberKinds } from '../kinds.ts'
import type { Claim, Condition, Expression, RankClaim, ValueClaim } from '../paper.ts'
import { parseCondition } from './condition.ts'
import { parseExpression } from './expression.ts'
import { parseQuantity, unitsOf } from './quantity.ts'
import { holdsOf } from './reachable-values.ts'

type WrittenRank = Extract<UsableClaim, { rank: unknown }>
type WrittenValue = Exclude<UsableClaim, { rank: unknown }>

/**
 * The claims of a paper, checked against the benchmarks of its domain. Of faulty ones, which are left
 * out, what is there is checked.
 */
export function readClaims(frontmatter: ReadFrontmatter, known: DomainBenchmarks, faults: Faults): Claim[] {
  return Object.entries(frontmatter.data.claims).flatMap(([name, written]) => {
    const reader = new ClaimReader(name, frontmatter, known, faults)
    const claim = 'rank' in written ? reader.rank(written) : reader.value(written)
    return claim ? [claim] : []
  })
}

class ClaimReader {
  readonly #name: string
  readonly #frontmatter: ReadFrontmatter
  readonly #known: DomainBenchmarks
  readonly #faults: Faults

  constructor(name: string, frontmatter: ReadFrontmatter, known: DomainBenchmarks, faults: Faults) {
    this.#name = name
    this.#frontmatter = frontmatter
    this.#known = known
    this.#faults = faults
  }

  value(written: WrittenValue): ValueClaim | null {
    const kind = written.as ?? null
    const parsed = written.value === undefined ? null : this.#expression(written.value, kind)
    const condition = written.holds === undefined ? null : this.#condition(written.holds, kind)
    const cited = this.#cited(written.cited, kind)
    if (kind && parsed && condition) this.#reachable(written, parsed.expression, condition)
    if (!kind || !parsed || !condition || cited === undefined) return null
    return {
      ...this.#base(parsed.benchmarks),
      kind,
      source: written.value!,
      expression: parsed.expression,
      holds: condition,
      holdsPlace: this.#faults.point(this.#frontmatter.at([...this.#path, 'holds'])),
      why: written.why ?? null,
      cited,
    }
  }

  #expression(source: string, kind: NumberKind | null) {
    const parsed = parseExpression(source, kind, this.#known)
    if (!('problems' in parsed)) return parsed
    const start = this.#frontmatter.textAt([...this.#path, 'value'])
    for (const { rule, message, at, to } of parsed.problems) {
      this.#faults.add({ rule, at: start + at, to: start + to, message: `${message} (claim ${this.#name})` })
    }
    return null
  }

  #condition(source: string, kind: NumberKind | null): Condition | null {
    const results = (kind ? [kind] : numberKinds).map((each) => parseCondition(source, each))
    const [first] = results
    if ('condition' in first!) return first.condition
    // Of a claim of an unknown kind, only what would be wrong with any kind is told.
    const problems = new Set(results.map((result) => ('problem' in result ? result.problem : null)))
    if (problems.size === 1) this.#add('condition', 'holds', `${first!.problem} (claim ${this.#name})`)
    return null
  }

  /** A condition that no measurement could decide says nothing. */
  #reachable({ value, holds }: WrittenValue, expression: Expression, condition: Condition): void {
    const when = holdsOf(expression, condition)
    if (when === 'sometimes') return
    const [what, bound] = when === 'always' ? ['every', 'miss'] : ['no', 'meet']
    this.#add(
      'condition',
      'holds',
      `Unexpected condition “${holds}”, which ${what} value of ${value} meets, since costs are positive; expected a bound that a measurement can ${bound}; mend it (claim ${this.#name})`,
    )
  }

  /** What somebody else published; `undefined` when it cannot be read. */
  #cited(written: WrittenValue['cited'], kind: NumberKind | null): ValueClaim['cited'] | undefined {
    if (!written) return null
    const { value, by } = written
    if (!kind || value === undefined) return undefined
    const quantity = parseQuantity(value, kind)
    if (quantity !== null) return by === undefined ? undefined : { value: quantity, by }
    const pointed = withPoints(value)
    const message =
      pointed === value
        ? `Unexpected cited value “${value}”, expected a number in ${unitsOf(kind)}, as it was published`
        : decimalCommaMessage(value, pointed)
    this.#add('cited-value', 'cited', `${message} (claim ${this.#name})`)
    return undefined
  }

  rank({ rank, holds }: WrittenRank): RankClaim | null {
    if (!rank) return null
    const names = Object.keys(rank)
    const found: BenchmarkView[] = []
    for (const name of names) {
      const benchmark = this.#known.get(name)
      if (benchmark) found.push(benchmark)
      else this.#unknown(['rank', name], name, this.#known.names)
    }
    const [first, ...others] = found
    for (const other of others) {
      if (other.unit !== first!.unit) {
        this.#add(
          'unit-mismatch',
          'rank',
          `Unexpected rank of benchmarks in different units, expected one unit (claim ${this.#name})`,
        )
      } else if (other.block !== first!.block) {
        this.#add(
          'different-blocks',
          'rank',
          `Unexpected benchmark of another block: ${first!.id.split('/')[1]} is in ${first!.block}, ${other.id.split('/')[1]} is in ${other.block}; expected one block, move a benchmark in the suite`,
        )
      }
    }
    this.#checkLabels(rank)
    if (names.length < 2)
      this.#add('rank-size', 'rank', `Unexpected rank of ${names.length}, expected at least two benchmarks`)
    if (holds === undefined) return null
    if (!names.includes(holds)) {
      this.#add(
        'rank-first',
        'holds',
        `Unexpected “${holds}”, expected one of the ranked benchmarks${didYouMean(holds, names)}`,
      )
    }
    if (found.length < names.length || names.length < 2 || !names.includes(holds)) return null
    return {
      ...this.#base(found),
      kind: 'rank',
      entries: found.map((benchmark, index) => ({
        benchmark: benchmark.id,
        label: rank[names[index]!]!,
      })),
      holds: `${this.#frontmatter.data.domain}/${holds}`,
      cited: null,
    }
  }

  /** Labels are shown in figures, whose text is plain: Markdown in one would break the link around it. */
  #checkLabels(rank: Record<string, string>): void {
    for (const [name, label] of Object.entries(rank)) {
      // A label is a name, and no sentence: it stands in directives, and whoever reviews them does not see it there.
      const [odd] = /[\\`*_[\]<>&|~≈;!?]|:\/\/|www\.|@|[.:,](?=\s)|(?:\S+\s+){4}\S+/.exec(label) ?? []
      if (odd === undefined) continue
      this.#faults.add({
        rule: 'rank-label',
        at: this.#frontmatter.at([...this.#path, 'rank', name]),
        message: `Unexpected “${odd}” in the label “${label}”, expected a name of at most four words without \\ \` * _ [ ] < > & | ~ ≈ ; ! ?, ends of sentences and addresses; reword it (claim ${this.#name})`,
      })
    }
  }

  #base(benchmarks: BenchmarkView[]) {
    const { domain } = this.#frontmatter.data
    return {
      id: `${domain}/${this.#name}`,
      name: this.#name,
      domain,
      benchmarks: benchmarks.map((benchmark) => benchmark.id),
      place: this.#faults.point(this.#frontmatter.at(this.#path, 'key')),
    }
  }

  #unknown(path: string[], name: string, names: string[]): void {
    const at = this.#frontmatter.at([...this.#path, ...path], 'key')
    this.#faults.add({
      rule: 'unknown-benchmark',
      at,
      to: at + name.length,
      message: `Unexpected benchmark “${name}”, expected one of the domain's suite${didYouMean(name, names)} (claim ${this.#name})`,
    })
  }

  #add(rule: FaultRule, key: string, message: string): void {
    this.#faults.add({ rule, at: this.#frontmatter.at([...this.#path, key]), message })
  }

  get #path(): string[] {
    return ['claims', this.#name]
  }
}
