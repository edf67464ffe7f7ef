import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const read = (file: string) => readFileSync(path.join(repository, file), 'utf8')

const commandLine = read('packages/cli/src/main.ts')
const commands = [...commandLine.matchAll(/\.command\('([a-z-]+)/g)].map(([, name]) => name!)
const options = [
  ...commandLine.matchAll(/(?:new Option|\.option|\.requiredOption)\(\s*'(?:-\w, )?(--[a-z-]+)/g),
].map(([, name]) => name!)

describe('the guides keep up with the product', () => {
  const guide = read('apps/docs/guide/commands.md')

  it('names every command, with a section of its own, and no other', () => {
    expect(commands.length).toBeGreaterThan(0)
    const sections = [...guide.matchAll(/^## ([a-z]+)$/gm)].map(([, name]) => name!)
    expect(sections.sort()).toEqual([...new Set(commands)].sort())
  })

  it('names every option', () => {
    expect(options.length).toBeGreaterThan(0)
    expect(options.filter((option) => !guide.includes(option))).toEqual([])
  })

  it('names every command in the README', () => {
    const readme = read('README.md')
    expect(commands.filter((command) => !readme.includes(`| \`${command}`))).toEqual([])
  })

  it('names every setting with its default', () => {
    const { properties } = JSON.parse(read('packages/cli/schemas/config.schema.json'))
    for (const [name, { default: value }] of Object.entries<{ default?: unknown }>(properties)) {
      if (name === '$schema') continue
      const row = guide.split('\n').find((line) => line.startsWith(`| \`${name}\` |`))
      expect(row, name).toBeDefined()
      if (typeof value === 'string' || typeof value === 'number') expect(row).toContain(`| \`${value}\` |`)
    }
  })

  it('names every option of a benchmark', () => {
    const measuring = read('apps/docs/guide/measuring.md')
    const defaults = /DEFAULTS[^{]*\{([\s\S]*?)\n\}/.exec(
      read('packages/bench/python/rulebook_bench/options.py'),
    )![1]!
    const names = [...defaults.matchAll(/"(\w+)":/g)].map(([, name]) => name!)
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !measuring.includes(`| \`${name}=`))).toEqual([])
  })
})
