import type { Finding } from './finding.ts'
import { visibleLine } from './visible-text.ts'

/** A finding in a line: `papers/sets.md:3:7: Unexpected … [rule]`, with as much of its place as is known. */
export function findingLine({ file, line, column, message, rule }: Finding): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return `${place}${place ? ': ' : ''}${message} [${rule}]`
}

/** Findings as programs are told them: a message is one line there, too, whoever is quoted in it. */
export function inLines(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, message: visibleLine(finding.message) }))
}
