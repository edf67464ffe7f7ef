import type { BenchmarkView, DomainBenchmarks } from './catalogue-view.ts'
import { parseCondition } from './condition.ts'
import { parseExpression } from './expression.ts'
import type { Faults } from './fault.ts'
import type { FaultRule } from './fault-rule.ts'
import type { ReadFrontmatter } from './frontmatter.ts'
import type { ClaimInput } from './frontmatter-schema.ts'
import { didYouMean } from './nearest.ts'
import type { Claim, RankClaim, ValueClaim } from './paper.ts'
import { parseQuantity, unitsOf } from './quantity.ts'

type Written<K> = Extract<ClaimInput, Record<K & string, unknown>>

/** The claims of a paper, checked against the benchmarks of its domain. Faulty ones are left out. */
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

  value(written: Written<'value'>): ValueClaim | null {
    const kind = written.as
    const parsed = parseExpression(written.value, kind, this.#known)
    if ('problems' in parsed) {
      const start = this.#frontmatter.textAt([...this.#path, 'value'])
      for (const { rule, message, at, to } of parsed.problems) {
        this.#faults.add({
          rule,
          at: start + at,
          to: start + to,
          message: `${message} (claim ${this.#name})`,
        })
      }
    }
    const holds = parseCondition(written.holds, kind)
    if ('problem' in holds) {
      this.#add('condition', 'holds', `${holds.problem} (claim ${this.#name})`)
    }
    const cited = written.cited ? parseQuantity(written.cited.value, kind) : 0
    if (cited === null) {
      this.#add(
        'cited-value',
        'cited',
        `Unexpected cited value “${written.cited?.value}”, expected a number in ${unitsOf(kind)}, as it was published`,
      )
    }
    if ('problems' in parsed || 'problem' in holds || cited === null) return null
    return {
      ...this.#base(parsed.benchmarks),
      kind,
      source: written.value,
      expression: parsed.expression,
      holds: holds.condition,
      cited: written.cited ? { value: cited, by: written.cited.by } : null,
    }
  }

  rank(written: Written<'rank'>): RankClaim | null {
    const names = Object.keys(written.rank)
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
    this.#checkLabels(written)
    if (names.length < 2)
      this.#add('rank-size', 'rank', `Unexpected rank of ${names.length}, expected at least two benchmarks`)
    if (!names.includes(written.holds)) {
      this.#add(
        'rank-first',
        'holds',
        `Unexpected “${written.holds}”, expected one of the ranked benchmarks${didYouMean(written.holds, names)}`,
      )
    }
    if (found.length < names.length || names.length < 2 || !names.includes(written.holds)) return null
    return {
      ...this.#base(found),
      kind: 'rank',
      entries: found.map((benchmark, index) => ({
        benchmark: benchmark.id,
        label: written.rank[names[index]!]!,
      })),
      holds: `${this.#frontmatter.data.domain}/${written.holds}`,
      cited: null,
    }
  }

  /** Labels are shown in figures, whose text is plain: Markdown in one would break the link around it. */
  #checkLabels(written: Written<'rank'>): void {
    for (const [name, label] of Object.entries(written.rank)) {
      const [odd] = /[\\`*_[\]<>&|~≈]|:\/\/|www\.|@/.exec(label) ?? []
      if (odd === undefined) continue
      this.#faults.add({
        rule: 'rank-label',
        at: this.#frontmatter.at([...this.#path, 'rank', name]),
        message: `Unexpected “${odd}” in the label “${label}”, expected plain text without \\ \` * _ [ ] < > & | ~ ≈ and addresses; reword it (claim ${this.#name})`,
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
