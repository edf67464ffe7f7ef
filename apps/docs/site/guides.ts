import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../guide/', import.meta.url)

/** The guides that are files of the site, by name. */
export function guideNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
}

/** A guide's title: its first heading. */
export function guideTitle(name: string): string {
  const text = readFileSync(new URL(`${name}.md`, folder), 'utf8')
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? name
}
