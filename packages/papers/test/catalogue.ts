import type { CatalogueView } from '../src/index.ts'

/** A domain to write test papers about. */
export const catalogue: CatalogueView = {
  benchmarks: [
    { id: 'demo-domain/slow', domain: 'demo-domain', block: 'times', unit: 's', statement: 'slow()' },
    { id: 'demo-domain/fast', domain: 'demo-domain', block: 'times', unit: 's', statement: 'fast()' },
    { id: 'demo-domain/slow_in_loop', domain: 'demo-domain', block: 'times', unit: 's' },
    { id: 'demo-domain/slow_at_loop', domain: 'demo-domain', block: 'times', unit: 's' },
    { id: 'demo-domain/apart', domain: 'demo-domain', block: 'others', unit: 's' },
    { id: 'demo-domain/heavy', domain: 'demo-domain', block: 'sizes', unit: 'B' },
    { id: 'demo-domain/light', domain: 'demo-domain', block: 'sizes', unit: 'B' },
  ],
}
