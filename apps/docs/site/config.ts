import { readFile } from 'node:fs/promises'
import { slug } from 'github-slugger'
import type { DefaultTheme, UserConfig } from 'vitepress'
import type { SiteContent } from './content.ts'
import { generatedFolder, htmlFile } from './generate.ts'
import { searchText } from './html/search-text.ts'
import { sidebar } from './sidebar.ts'

/** The site of this content. Its generated pages have been written already. */
export function siteConfig(content: SiteContent): UserConfig<DefaultTheme.Config> {
  return {
    title: 'rulebook',
    description: 'Performance rules that were measured, packed for coding agents.',
    lang: 'en',
    srcExclude: ['README.md'],
    rewrites: (page) => page.replace(`${generatedFolder}/`, ''),
    // For the guides; generated pages are HTML already. Headings get the anchors that code hosts give them.
    markdown: { linkify: false, attrs: { disable: true }, anchor: { slugify: slug } },
    // A title is text; VitePress would read it as Markdown.
    transformPageData: ({ title, frontmatter }) => ({ title: frontmatter.title ?? title }),
    themeConfig: {
      nav: [
        { text: 'Rulebook', link: '/rulebook' },
        { text: 'Papers', link: '/papers/', activeMatch: '^/papers/' },
        { text: 'Evidence', link: '/evidence/', activeMatch: '^/evidence/' },
        { text: 'Guide', link: '/guide/architecture', activeMatch: '^/guide/' },
      ],
      sidebar: sidebar(content),
      search: {
        provider: 'local',
        options: {
          _render: async (source, env, md) =>
            env.path.includes(`/${generatedFolder}/`)
              ? searchText(await readFile(htmlFile(env.path), 'utf8'))
              : md.render(source, env),
        },
      },
      outline: { level: [2, 3] },
      footer: { message: 'MIT licence. Cited figures are their sources’ own.' },
    },
    vite: {
      // What esbuild no longer transforms for the older browsers of the default.
      build: { target: 'es2022' },
      optimizeDeps: { esbuildOptions: { target: 'es2022' } },
    },
  }
}
