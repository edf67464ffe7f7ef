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
    holds: "> 3.5"
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

${example('bad', slow)}

${example('good', fast)}

## Evidence

## References

- What others published, with the numbers they cite in *italics*.
`
}

function nameOf({ id, domain }: CatalogueEntry): string {
  return id.slice(domain.length + 1)
}

function sentence({ doc, id }: CatalogueEntry): string {
  return escaped(doc.trim().split('\n')[0]!) || `${wordsOf(id)}.`
}

/** Text that a docstring says, as text in Markdown; what stands in backquotes is code there, too. */
function escaped(text: string): string {
  return text.replaceAll(/(`+)[^`]+\1(?!`)|[\\`*_[\]<>&!|~]/g, (found) => {
    return found.length > 1 ? found : `\\${found}`
  })
}

/** A code block, fenced by more backquotes than stand in the code. */
function example(mark: 'good' | 'bad', { setup, statement }: CatalogueEntry): string {
  const code = [setup, statement].filter((part) => part !== '').join('\n')
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}python ${mark}\n${code}\n${fence}`
}
