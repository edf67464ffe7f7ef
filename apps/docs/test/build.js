// Builds the site into a folder of its own, apart from a build that goes on at the same time:
// node build.js <site> <folder>. A process of its own, because VitePress brings its own Vite.
import path from 'node:path'
import process from 'node:process'
import { build } from 'vitepress'

const [site, folder] = process.argv.slice(2)
await build(site, {
  onAfterConfigResolve: (config) => {
    config.tempDir = path.join(folder, 'temp')
    config.outDir = path.join(folder, 'dist')
  },
})
