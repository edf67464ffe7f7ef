import type { Run } from '@rulebook/bench'
import type { Directive, FigureTarget } from '@rulebook/papers'

const systems = new Map([
  ['linux', 'Linux'],
  ['darwin', 'macOS'],
  ['win32', 'Windows'],
  ['freebsd', 'FreeBSD'],
])

/**
 * The opening lines of a rulebook: what it is about, and what it was measured on (versions of one
 * system joined by slashes).
 */
export function renderHeader(title: string, runs: readonly Run[]): string {
  const subjects = new Map<string, { implementation: string; system: string; versions: Set<string> }>()
  for (const { interpreter, machine } of runs) {
    const { implementation } = interpreter
    const system = `${systems.get(machine.os) ?? machine.os} ${machine.arch}`
    const key = JSON.stringify([implementation, system])
    const subject = subjects.get(key) ?? { implementation, system, versions: new Set() }
    subject.versions.add(interpreter.version.split('.').slice(0, 2).join('.'))
    subjects.set(key, subject)
  }
  const measured = [...subjects.values()].map(
    ({ implementation, system, versions }) =>
      `${implementation} ${[...versions].sort(byNumber).join('/')}, ${system}`,
  )
  const last = runs.map(measuredAt).sort().at(-1) ?? ''
  return `# ${title}\nMeasured on ${measured.join('; ')}, ${last.slice(0, 7)}.\n`
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** When the last block of a run was measured: ISO 8601, UTC. */
export function measuredAt(run: Run): string {
  return (
    run.blocks
      .map((block) => block.measuredAt)
      .sort()
      .at(-1) ?? run.startedAt
  )
}

/** One line of text, figures in place. `figure` gives the published text of a figure. */
export function renderDirective(directive: Directive, figure: (target: FigureTarget) => string): string {
  return directive.segments
    .map((segment) => {
      if (segment.type === 'figure') return figure(segment.target)
      return segment.type === 'code' ? renderCode(segment.value) : segment.value
    })
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A code span whose fence is longer than any run of backticks in it. */
function renderCode(code: string): string {
  const runs = [...code.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(runs.length === 0 ? 1 : Math.max(...runs) + 1)
  const pad = code.startsWith('`') || code.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${code}${pad}${fence}`
}

/** A rule's line, with its newline: lines add up exactly under the tokenizers used. */
export function renderLine(text: string): string {
  return `- ${text}\n`
}

/** The whole file: the header, and a line a rule. */
export function renderRulebook(header: string, rules: readonly { text: string }[]): string {
  return header + rules.map(({ text }) => renderLine(text)).join('')
}
