/** What papers need to know of a benchmark. */
export interface BenchmarkView {
  /** `domain/name`. */
  id: string
  domain: string
  block: string
  unit: 's' | 'B'
  /** The code that is measured, what stands before it, and the inputs that it is given; directives may quote it. */
  statement?: string | undefined
  setup?: string | undefined
  inputs?: string | undefined
}

/** What can be measured; any catalogue of benchmarks fits. */
export interface CatalogueView {
  benchmarks: readonly BenchmarkView[]
}

const indices = new WeakMap<CatalogueView, Map<string, BenchmarkView[]>>()

/** A catalogue's benchmarks by domain, sorted out once a catalogue. */
function indexOf(catalogue: CatalogueView): Map<string, BenchmarkView[]> {
  let index = indices.get(catalogue)
  if (!index) {
    index = new Map()
    for (const benchmark of catalogue.benchmarks) {
      const others = index.get(benchmark.domain)
      if (others) others.push(benchmark)
      else index.set(benchmark.domain, [benchmark])
    }
    indices.set(catalogue, index)
  }
  return index
}

/** The benchmarks of one domain, by name. */
export class DomainBenchmarks {
  readonly #byName: Map<string, BenchmarkView>

  constructor(catalogue: CatalogueView, domain: string) {
    const benchmarks = indexOf(catalogue).get(domain) ?? []
    this.#byName = new Map(benchmarks.map((benchmark) => [benchmark.id.slice(domain.length + 1), benchmark]))
  }

  get(name: string): BenchmarkView | undefined {
    return this.#byName.get(name)
  }

  get names(): string[] {
    return [...this.#byName.keys()]
  }
}
