import { isScalar, type Pair, Scalar, type YAMLMap } from 'yaml'

/**
 * Put numbers together that YAML takes apart: in braces a comma ends a value, so `{ value: 1,387 }` reads as
 * the value 1 and a key 387 of nothing. Nobody writes keys that begin with a digit right behind a comma.
 */
export function joinNumbers(map: YAMLMap, yaml: string): void {
  if (!map.flow) return
  const joined: Pair[] = []
  for (const pair of map.items) {
    const last = joined.at(-1)
    const whole = last && joinedValue(last, pair, yaml)
    if (whole) last.value = whole
    else joined.push(pair)
  }
  map.items = joined as typeof map.items
}

function joinedValue({ value }: Pair, { key, value: nothing }: Pair, yaml: string): Scalar | null {
  if (!isPlain(value) || !isPlain(key) || nothing !== null) return null
  const [start, end] = [value.range![0], key.range![1]]
  const parted = yaml.slice(value.range![1], key.range![0]) === ','
  if (!parted || !/\d,\d/.test(yaml.slice(value.range![1] - 1, key.range![0] + 1))) return null
  const whole = new Scalar(yaml.slice(start, end))
  whole.type = 'PLAIN'
  whole.range = [start, end, key.range![2]]
  return whole
}

function isPlain(node: unknown): node is Scalar {
  return isScalar(node) && node.type === 'PLAIN' && Boolean(node.range)
}
