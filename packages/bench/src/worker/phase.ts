import type { Phase } from './record.ts'

/** What the worker does in a phase. */
const doings: Record<string, (what: string) => string> = {
  '': () => 'starting Python',
  reading: (what) => `reading ${what}`,
  examining: (what) => `looking at the statements of ${what}`,
  importing: (what) => `importing ${what}`,
  setup: (what) => `setting up ${what}`,
  calibrating: (what) => `calibrating ${what}`,
  timing: (what) => `timing ${what}`,
  teardown: (what) => `tearing down ${what}`,
  comparing: (what) => `comparing members of ${what} with what they cost alone`,
  listing: (what) => `listing what ${what} loaded`,
  answered: () => 'taking the next request',
  telling: (what) => `asking the exception ${what} for its message`,
}

/** A phase in words, as in “timing append”; `null` where nothing is known of it. */
export function doing({ name, what }: Phase): string | null {
  return Object.hasOwn(doings, name) ? doings[name]!(what) : null
}

/**
 * Did the worker answer the request, or try to, while nothing arrives? Then its suite closed or took the stream of
 * answers.
 */
export function isUnheard({ name, what }: Phase, request: number): boolean {
  return name === 'unheard' || (/^answer(?:ed|ing)$/.test(name) && what === String(request))
}

/** What to fix where a phase does not end in time. */
export function fixOfHanging({ name, what }: Phase, suite: string): string {
  switch (name) {
    case '':
      return 'look for what the start of this Python waits for, such as a .pth file or sitecustomize'
    case 'reading':
      return `split ${suite}`
    case 'examining':
    case 'comparing':
      return `make the statements of ${suite} shorter`
    case 'importing':
      return `make the top level of ${suite}, and what it imports, end`
    case 'setup':
    case 'teardown':
      return `make the ${name} of ${what} in ${suite} end`
    case 'calibrating':
    case 'timing':
      return `make the statement of ${what} in ${suite} shorter`
    case 'telling':
      return `make \`__str__\` of ${what} end`
    default:
      return `look for what holds up ${suite}`
  }
}
