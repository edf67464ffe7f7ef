/** What papers need to know of a benchmark. */
export interface BenchmarkView {
  /** `domain/name`. */
  id: string
  domain: string
  block: string
  unit: 's' | 'B'
}

/** What can be measured; any catalogue of benchmarks fits. */
export interface CatalogueView {
  benchmarks: readonly BenchmarkView[]
}

/** The benchmarks of one domain, by name. */
export class DomainBenchmarks {
  readonly #byName = new Map<string, BenchmarkView>()

  constructor(catalogue: CatalogueView, domain: string) {
    for (const benchmark of catalogue.benchmarks) {
      if (benchmark.domain === domain) this.#byName.set(benchmark.id.slice(domain.length + 1), benchmark)
    }
  }

  get(name: string): BenchmarkView | undefined {
    return this.#byName.get(name)
  }

  get names(): string[] {
    return [...this.#byName.keys()]
  }
}
