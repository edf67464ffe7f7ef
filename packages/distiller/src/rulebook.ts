import type { Run } from '@rulebook/bench'
import type { Directive, FigureTarget } from '@rulebook/papers'

const systems: Record<string, string> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
  freebsd: 'FreeBSD',
}

/** The opening lines of a rulebook: what it is about, and what it was measured on. */
export function renderHeader(title: string, runs: readonly Run[]): string {
  const subjects = runs.map(({ interpreter, machine }) => {
    const version = interpreter.version.split('.').slice(0, 2).join('.')
    return `${interpreter.implementation} ${version}, ${systems[machine.os] ?? machine.os} ${machine.arch}`
  })
  const last = runs.map(measuredAt).sort().at(-1) ?? ''
  return `# ${title}\nMeasured on ${[...new Set(subjects)].join('; ')}, ${last.slice(0, 7)}.\n`
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
      return segment.type === 'code' ? `\`${segment.value}\`` : segment.value
    })
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A rule's line, with its newline: lines add up exactly under the tokenizers used. */
export function renderLine(text: string): string {
  return `- ${text}\n`
}
