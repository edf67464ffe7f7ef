#!/usr/bin/env node
import { existsSync } from 'node:fs'

const start = new URL('../dist/start.js', import.meta.url)
if (!existsSync(start)) {
  console.error('rulebook is not built yet, expected its dist folder; run `npx turbo run build`')
  process.exit(2)
}
await import(start.href)
