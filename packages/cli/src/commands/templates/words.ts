/** A kebab-case or snake_case name as words. */
export function wordsOf(name: string): string {
  return name.replaceAll(/[-_]/g, ' ')
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
