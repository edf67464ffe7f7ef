import type { DefaultTheme } from 'vitepress'
import type { SiteContent } from './content.ts'
import { guideNames, guideTitle } from './guides.ts'
import { references } from './html/references.ts'

/** The guides in reading order; others follow by name. Those on faults and findings come with their packages. */
const order = ['start', 'architecture', 'measuring', 'authoring', 'faults', 'findings', 'commands', 'defence']

const fromPackages: Record<string, string> = { faults: 'Faults', findings: 'Findings' }

/**
 * The sidebar: the rulebook, the guides, the papers, the evidence. The theme shows a text as HTML, and VitePress
 * takes one that begins with `_vp-fn_` for the source of a function, so titles are references.
 */
export function sidebar({ papers }: SiteContent): DefaultTheme.SidebarItem[] {
  return [
    { text: 'The rulebook', link: '/rulebook' },
    { text: 'Guide', items: guides() },
    {
      text: 'Papers',
      link: '/papers/',
      items: papers.map(({ paper }) => ({ text: references(paper.title), link: `/papers/${paper.domain}` })),
    },
    {
      text: 'Evidence',
      link: '/evidence/',
      collapsed: true,
      items: papers.map(({ paper }) => ({
        text: references(paper.title),
        link: `/evidence/${paper.domain}`,
      })),
    },
  ]
}

function guides(): DefaultTheme.SidebarItem[] {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return [...guideNames(), ...Object.keys(fromPackages)]
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => ({ text: references(fromPackages[name] ?? guideTitle(name)), link: `/guide/${name}` }))
}
