import { defineConfig } from 'vitepress'
import { siteConfig } from '../site/config.ts'
import { contentPaths, readContent } from '../site/content.ts'
import { generatePages } from '../site/generate.ts'

const site = new URL('../', import.meta.url)
const content = await readContent()
await generatePages(content, site)

const { vite, ...settings } = siteConfig(content)

export default defineConfig({
  ...settings,
  vite: {
    ...vite,
    plugins: [
      {
        name: 'rulebook:content',
        configureServer({ watcher, config }) {
          watcher.add(contentPaths)
          watcher.on('all', (_event, file) => {
            if (!contentPaths.some((watched) => file.startsWith(watched))) return
            readContent()
              .then((changed) => generatePages(changed, site))
              .catch((error: Error) => config.logger.error(error.message))
          })
        },
      },
    ],
  },
})
