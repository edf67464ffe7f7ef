import { wordsOf } from './words.ts'

/** A suite that can be measured as it is, and shows the form. */
export function newSuite(domain: string): string {
  return `"""What ${wordsOf(domain)} costs: say here, in one sentence, what is compared."""

from rulebook_bench import benchmark

# Above the yield is setup, which is not timed. Below it stands the statement that is. The benchmarks
# of a block are compared, so they are sampled side by side: two to eight of them. Those with the same
# name in \`same\` do the same job, and it is checked that their results are equal.


@benchmark(block="copy_1000", same="copy")
def copy_by_loop():
    """Copying a list of 1,000 ints with a comprehension."""
    items = list(range(1000))
    yield
    [item for item in items]


@benchmark(block="copy_1000", same="copy")
def copy_by_list():
    """Copying a list of 1,000 ints with the built-in."""
    items = list(range(1000))
    yield
    list(items)
`
}
