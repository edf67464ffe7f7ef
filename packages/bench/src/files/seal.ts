/**
 * Message authentication code of a text under a name, by a key that nobody else has: 64 hexadecimal digits.
 * What carries it was written by who has the key.
 */
export type Sign = (name: string, text: string) => string

const sealPattern = /,"seal":"([0-9a-f]{64})"(?=\s*\}\s*$)/

/** The text of a JSON object with its seal as the last key: still JSON. Without a key the text as it is. */
export function sealed(text: string, name: string, sign: Sign | undefined): string {
  if (sign === undefined) return text
  return text.replace(/\s*\}\s*$/, (end) => `,"seal":"${sign(name, text)}"${end}`)
}

/** The text that was sealed, or `null` when it was not sealed so. Without a key any text is taken. */
export function unsealed(text: string, name: string, sign: Sign | undefined): string | null {
  const within = withoutSeal(text)
  if (sign === undefined) return within
  return sealPattern.exec(text)?.[1] === sign(name, within) ? within : null
}

/** The text of a JSON object without its seal, whoever wrote it. */
export function withoutSeal(text: string): string {
  return text.replace(sealPattern, '')
}
