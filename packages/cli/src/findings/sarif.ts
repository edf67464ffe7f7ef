import type { Finding } from './finding.ts'
import { visibleLine } from './visible-text.ts'

/** Why a check could not be carried to its end. */
export interface Breakdown {
  message: string
  exitCode: number
}

/**
 * Findings as a SARIF 2.1.0 log, the form that code-scanning services read. Places are relative to
 * the root of the repository; columns count UTF-16 code units. `explanations` (Markdown by rule) become
 * the help of the rules. A check that broke down says so in place of findings that nobody could look for.
 */
export function sarifOf(
  findings: readonly Finding[],
  version: string,
  explanations: ReadonlyMap<string, string>,
  breakdown?: Breakdown,
): object {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'rulebook',
            semanticVersion: version,
            rules: rules.map((id) => describe(id, explanations.get(id))),
          },
        },
        invocations: [invocationOf(breakdown)],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: 'The root of the repository.' } } },
        results: findings.map(({ rule, severity, message, ...place }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: severity,
          message: { text: plain(visibleLine(message)) },
          ...(place.file === undefined ? {} : { locations: [locationOf({ ...place, file: place.file })] }),
        })),
      },
    ],
  }
}

function describe(id: string, explanation: string | undefined): object {
  return {
    id,
    shortDescription: { text: id.replaceAll('-', ' ') },
    ...(explanation === undefined ? {} : { help: { text: explanation, markdown: explanation } }),
  }
}

function invocationOf(breakdown: Breakdown | undefined): object {
  if (!breakdown) return { executionSuccessful: true }
  const { message, exitCode } = breakdown
  const notification = { level: 'error', message: { text: plain(message) } }
  return { executionSuccessful: false, exitCode, toolExecutionNotifications: [notification] }
}

/** A message in which nothing is a link (SARIF 2.1.0, 3.11.6). */
function plain(message: string): string {
  return message.replace(/\[(?=[^\]]*\]\()/g, '\\[')
}

type Place = Pick<Finding, 'line' | 'column' | 'endLine' | 'endColumn'>

function locationOf({ file, ...place }: Place & { file: string }): object {
  // Half a surrogate pair, which a name may hold, has no place in a URI.
  const uri = Buffer.from(file).toString().split('/').map(encodeURIComponent).join('/')
  const region = place.line === undefined ? {} : { region: regionOf(place) }
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: 'ROOT' }, ...region } }
}

/** An end is just behind the last character, as in a finding. What is not known is left out. */
function regionOf({ line, column, endLine, endColumn }: Place): object {
  const region = { startLine: line, startColumn: column, endLine, endColumn }
  return Object.fromEntries(Object.entries(region).filter(([, number]) => number !== undefined))
}
