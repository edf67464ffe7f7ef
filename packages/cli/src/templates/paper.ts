import type { CatalogueEntry } from '@rulebook/bench'
import { capitalised, wordsOf } from './words.ts'

/**
 * A draft that passes the checks and shows every part of a paper, about two benchmarks of one block.
 * Its figures are question marks until something was measured.
 */
export function newPaper(domain: string, slow: CatalogueEntry, fast: CatalogueEntry): string {
  const [bad, good] = [nameOf(slow), nameOf(fast)]
  const title = capitalised(wordsOf(domain))
  return `---
title: ${title} in Python
domain: ${domain}
status: draft
summary: The finding in one sentence, in words.
claims:
  slow-or-fast:
    value: ${bad} / ${good}
    as: ratio
    holds: "> 1.1"
rules:
  prefer-the-fast-way: { weight: 1, effect: slow-or-fast }
---

# ${title} in Python

The finding, in three sentences. Doing it the slow way costs [?](#slow-or-fast) as much as the fast way:
[?](bench:${bad}) against [?](bench:${good}).

## What was measured

Two benchmarks of one block, sampled side by side:

- \`${bad}\`: ${sentence(slow)}
- \`${good}\`: ${sentence(fast)}

## Findings

| what | cost | against the fast way |
|---|---|---|
| ${wordsOf(bad)} | [?](bench:${bad}) | [?](#slow-or-fast) |
| ${wordsOf(good)} | [?](bench:${good}) | |

Say why it is so.

## When the rules apply

- Where the code runs often enough to matter.

## When they do not

- Where it runs once.

## Rules

### Prefer the fast way

> Don't ${wordsOf(bad)}; ${wordsOf(good)} ([?](#slow-or-fast)).

\`\`\`python bad
${codeOf(slow)}
\`\`\`

\`\`\`python good
${codeOf(fast)}
\`\`\`

## Evidence

## References

- What others published, with the numbers they cite in *italics*.
`
}

function nameOf({ id, domain }: CatalogueEntry): string {
  return id.slice(domain.length + 1)
}

function sentence({ doc, id }: CatalogueEntry): string {
  return doc.trim().split('\n')[0] || `${wordsOf(id)}.`
}

function codeOf({ setup, statement }: CatalogueEntry): string {
  return [setup, statement].filter((part) => part !== '').join('\n')
}
