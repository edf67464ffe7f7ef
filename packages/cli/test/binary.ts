import { fileURLToPath } from 'node:url'

/** The committed entry of the command line: what tests run is what people run. */
export const binary = fileURLToPath(new URL('../bin/rulebook.js', import.meta.url))

/** A small repository: two papers and three blocks that take two seconds to measure. */
export const fixture = fileURLToPath(new URL('./fixtures/repository', import.meta.url))
