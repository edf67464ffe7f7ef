/**
 * Evidence written before it kept what its figures were published from shows that in their text alone,
 * rounded. Here it is read back.
 */
import { formatFigure, formatRange, type NumberKind, sizeUnits, timeUnits } from './figure.ts'

/** The value that a figure's text shows, in base units, or both ends of a range; `null` for a text that no figure has. */
export function estimatesOfOlder(text: string, kind: NumberKind): [number] | [number, number] | null {
  const match = /^(-?[\d.]+)(?:–(-?[\d.]+))?\s?(\D*)$/.exec(text)
  const power = match ? powerOf(match[3]!, kind) : undefined
  if (!match || power === undefined) return null
  const [low, high] = [match[1]!, match[2] ?? match[1]!].map((digits) => Number(`${digits}e${power}`))
  if (match[2] === undefined) return formatFigure(low!, kind) === text ? [low!] : null
  return formatRange(low!, high!, kind) === text ? [low!, high!] : null
}

function powerOf(unit: string, kind: NumberKind): number | undefined {
  switch (kind) {
    case 'ratio':
      return unit === '×' ? 0 : undefined
    case 'count':
      return unit === '' ? 0 : undefined
    case 'saving':
    case 'share':
      return unit === '%' ? -2 : undefined
    case 'time':
      return timeUnits.find(([name]) => name === unit)?.[1]
    case 'size':
      return sizeUnits.find(([name]) => name === unit)?.[1]
  }
}

/** The order that a rank's text shows, as groups of labels that are tied. */
export function orderOfOlder(text: string): string[][] {
  return text.split(' > ').map((group) => group.split(' ≈ '))
}
