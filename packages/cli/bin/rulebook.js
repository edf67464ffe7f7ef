#!/usr/bin/env node
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)
if (!existsSync(main)) {
  console.error('rulebook is not built yet, expected its dist folder; run `npx turbo run build`')
  process.exit(2)
}
await import(main.href)
