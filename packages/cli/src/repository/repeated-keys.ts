/** Keys that stand more than once in the outermost object of a JSON text, each once; the text is known to be JSON. */
export function repeatedKeys(json: string): string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  let depth = 0
  // Each character can be taken in one way alone, and what is optional comes last: nothing is tried twice.
  for (const [token, text, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    else if (text !== undefined && colon !== undefined && depth === 1) {
      // Escapes may spell one key in several ways.
      const name: string = JSON.parse(text)
      if (seen.has(name)) repeated.add(name)
      seen.add(name)
    }
  }
  return [...repeated]
}
