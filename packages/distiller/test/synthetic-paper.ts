import type {
  Claim,
  Condition,
  Directive,
  DirectiveSegment,
  Expression,
  FigureTarget,
  Paper,
  RankClaim,
  Rule,
  ValueClaim,
} from '@rulebook/papers'

const place = { line: 1, column: 1, offset: 0 }

/** A benchmark in an expression. */
export function cost(id: string): Expression {
  return { type: 'benchmark', id }
}

export function number(value: number): Expression {
  return { type: 'number', value }
}

export function binary(left: Expression, operator: '+' | '-' | '*' | '/', right: Expression): Expression {
  return { type: 'binary', operator, left, right }
}

function named(expression: Expression): string[] {
  if (expression.type === 'benchmark') return [expression.id]
  if (expression.type === 'negate') return named(expression.operand)
  return expression.type === 'binary' ? [...named(expression.left), ...named(expression.right)] : []
}

/** `above(2)`: the condition `> 2`. */
export function above(value: number, inclusive = false): Condition {
  return { source: `${inclusive ? '>=' : '>'} ${value}`, low: { value, inclusive }, high: null }
}

export function below(value: number, inclusive = false): Condition {
  return { source: `${inclusive ? '<=' : '<'} ${value}`, low: null, high: { value, inclusive } }
}

export function valueClaim(
  id: string,
  expression: Expression,
  {
    kind = 'ratio',
    holds = above(1),
    why = null,
  }: { kind?: ValueClaim['kind']; holds?: Condition; why?: string | null } = {},
): ValueClaim {
  const [domain, name] = id.split('/') as [string, string]
  const benchmarks = [...new Set(named(expression))]
  return {
    id,
    name,
    domain,
    kind,
    source: 'source',
    expression,
    holds,
    holdsPlace: place,
    why,
    benchmarks,
    cited: null,
    place,
  }
}

/** `slow / fast`, a ratio. */
export function ratioClaim(id: string, slow: string, fast: string, holds = above(1)): ValueClaim {
  return valueClaim(id, binary(cost(slow), '/', cost(fast)), { holds })
}

export function rankClaim(id: string, labels: Record<string, string>, holds: string): RankClaim {
  const [domain, name] = id.split('/') as [string, string]
  const entries = Object.entries(labels).map(([benchmark, label]) => ({ benchmark, label }))
  const benchmarks = entries.map(({ benchmark }) => benchmark)
  return { id, name, domain, kind: 'rank', entries, holds, benchmarks, cited: null, place }
}

/** A directive from text and figures: `directive('Don’t X (', { type: 'claim', id }, ').')`. */
export function directive(...parts: (string | FigureTarget)[]): Directive {
  const segments = parts.map((part): DirectiveSegment => {
    return typeof part === 'string'
      ? { type: 'text', value: part }
      : { type: 'figure', target: part, text: 'as written' }
  })
  return { segments, place, end: place }
}

export function claimFigure(id: string): FigureTarget {
  return { type: 'claim', id }
}

export function rule(id: string, directives: Directive[], settings: Partial<Rule> = {}): Rule {
  const [domain, slug] = id.split('/') as [string, string]
  const shown = directives
    .flatMap(({ segments }) => segments)
    .flatMap((segment) =>
      segment.type === 'figure' && segment.target.type === 'claim' ? [segment.target.id] : [],
    )
  const claims = [...new Set(shown)]
  return { id, slug, domain, title: slug, weight: 1, effect: null, claims, directives, place, ...settings }
}

/** A paper whose figures are those of its directives and `figures`. */
export function paper(
  domain: string,
  claims: Claim[],
  rules: Rule[] = [],
  settings: Partial<Paper> & { shows?: FigureTarget[] } = {},
): Paper {
  const { shows = [], ...rest } = settings
  const inDirectives = rules
    .flatMap(({ directives }) => directives)
    .flatMap(({ segments }) => segments)
    .flatMap((segment) => (segment.type === 'figure' ? [segment.target] : []))
  const figures = [...inDirectives, ...shows].map((target) => {
    return { target, text: 'as written', start: 0, end: 0, place }
  })
  return {
    file: `${domain}.md`,
    domain,
    title: domain,
    status: 'accepted',
    summary: '',
    claims,
    rules,
    figures,
    evidence: null,
    examples: [],
    triedOn: [],
    ...rest,
  }
}
