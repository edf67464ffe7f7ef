import { defineConfig } from 'vitepress'
import { contentPaths, readContent } from '../site/content.ts'
import { generatedFolder, generatePages } from '../site/generate.ts'
import { markdown } from '../site/markdown-rendering.ts'
import { sidebar } from '../site/sidebar.ts'

const content = await readContent()
await generatePages(content)

export default defineConfig({
  title: 'rulebook',
  description: 'Performance rules that were measured, packed for coding agents.',
  lang: 'en',
  srcExclude: ['README.md'],
  rewrites: (page) => page.replace(`${generatedFolder}/`, ''),
  markdown,
  themeConfig: {
    nav: [
      { text: 'Rulebook', link: '/rulebook' },
      { text: 'Papers', link: '/papers/', activeMatch: '^/papers/' },
      { text: 'Evidence', link: '/evidence/', activeMatch: '^/evidence/' },
      { text: 'Guide', link: '/guide/architecture', activeMatch: '^/guide/' },
    ],
    sidebar: sidebar(content),
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    footer: { message: 'MIT licence. Cited figures are their sources’ own.' },
  },
  vite: {
    // What esbuild no longer transforms for the older browsers of the default.
    build: { target: 'es2022' },
    optimizeDeps: { esbuildOptions: { target: 'es2022' } },
    plugins: [
      {
        name: 'rulebook:content',
        configureServer({ watcher, config }) {
          watcher.add(contentPaths)
          watcher.on('all', (_event, file) => {
            if (!contentPaths.some((watched) => file.startsWith(watched))) return
            readContent()
              .then(generatePages)
              .catch((error: Error) => config.logger.error(error.message))
          })
        },
      },
    ],
  },
})
