import { readdirSync, readFileSync } from 'node:fs'
import type { DefaultTheme } from 'vitepress'
import type { SiteContent } from './content.ts'

const guide = new URL('../guide/', import.meta.url)

/** The guides in reading order; others follow by name. Those on faults and findings come with their packages. */
const order = ['start', 'architecture', 'measuring', 'authoring', 'faults', 'findings', 'commands', 'defence']

const fromPackages: Record<string, string> = { faults: 'Faults', findings: 'Findings' }

/** The sidebar: the rulebook, the guides, the papers, the evidence. */
export function sidebar({ papers }: SiteContent): DefaultTheme.SidebarItem[] {
  return [
    { text: 'The rulebook', link: '/rulebook' },
    { text: 'Guide', items: guides() },
    {
      text: 'Papers',
      link: '/papers/',
      items: papers.map(({ paper }) => ({ text: paper.title, link: `/papers/${paper.domain}` })),
    },
    {
      text: 'Evidence',
      link: '/evidence/',
      collapsed: true,
      items: papers.map(({ paper }) => ({ text: paper.title, link: `/evidence/${paper.domain}` })),
    },
  ]
}

function guides(): DefaultTheme.SidebarItem[] {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const written = readdirSync(guide)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
  return [...written, ...Object.keys(fromPackages)]
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => ({ text: fromPackages[name] ?? titleOf(name), link: `/guide/${name}` }))
}

function titleOf(name: string): string {
  const text = readFileSync(new URL(`${name}.md`, guide), 'utf8')
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? name
}
