import type { Loss, Price, PriceList, Step } from '@rulebook/distiller'

/** A price list in words, a line each. */
export function describePrices({ budget, prices, next }: PriceList): string[] {
  const { limit, header, used } = budget
  return [
    `budget ${limit} tokens: ${used} used, ${header} of them by the header, ${limit - used} left`,
    'tokens  value  rule',
    ...prices.flatMap((price) => [
      row(price),
      `               says ${price.text}`,
      `               ${outcome(price)}`,
    ]),
    next.length === 0 ? 'the next 50 tokens would buy nothing' : 'the next 50 tokens would buy',
    ...next.map(step),
  ]
}

function row({ id, tokens, value }: Price): string {
  return `${String(tokens).padStart(6)}  ${value.toFixed(2).padStart(5)}  ${id}`
}

function outcome({ outcome }: Price): string {
  switch (outcome.kind) {
    case 'kept':
      return 'kept'
    case 'left-out':
      return `left out: ${outcome.reason}`
    case 'outbid':
      return `lost to ${outcome.by.join(', ')}: in their place ${lossOf(outcome.loss)} would be lost`
  }
}

function lossOf({ domains, value }: Loss): string {
  const worth = `${Math.abs(value).toFixed(2)} of value`
  if (domains > 0) return `${domains} ${domains === 1 ? 'domain' : 'domains'}`
  return value > 0 ? worth : 'nothing, at a tie'
}

function step({ tokens, adds, drops }: Step): string {
  const gone = drops.length > 0 ? `, in place of ${drops.join(', ')}` : ''
  return `${`+${tokens}`.padStart(6)}  ${adds.join(', ') || 'nothing more'}${gone}`
}
