import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PaperCache, type PaperStore, parsePaper } from '../src/index.ts'
import { catalogue } from './catalogue.ts'

const content = readFileSync(new URL('./fixtures/demo-domain.md', import.meta.url), 'utf8')
const good = { path: 'content/demo-domain.md', content }
const warned = { path: 'content/demo-domain.md', content: content.replace('*10×*', '10×') }
const faulty = { path: 'content/demo-domain.md', content: content.replace('/ fast', '/ fats') }

/** A store in memory, whose text a test may change. */
class Kept implements PaperStore {
  text: string | null = null
  writes = 0
  read = async () => this.text
  write = async (text: string) => {
    this.text = text
    this.writes++
  }
}

test.each([
  ['a good paper', good],
  ['one that is warned of', warned],
  ['one with faults', faulty],
])('%s is remembered as it was parsed, by this process and by the next', async (_, paper) => {
  const file = new Kept()
  const cache = await PaperCache.open(file, 'one')
  const parsed = parsePaper(paper, catalogue)
  expect(cache.parse(paper, catalogue)).toEqual(parsed)
  expect(cache.parse(paper, catalogue)).toEqual(parsed)
  await cache.save()
  const next = await PaperCache.open(file, 'one')
  expect(next.parse(paper, catalogue)).toEqual(parsed)
})

/** A cache whose every entry says that the paper is titled otherwise, to tell remembering from parsing. */
async function marked(): Promise<Kept> {
  const file = new Kept()
  const cache = await PaperCache.open(file, 'one')
  cache.parse(good, catalogue)
  await cache.save()
  file.text = file.text!.replace('A small complete paper', 'Remembered')
  return file
}

test.each<[string, Partial<{ version: string; path: string; content: string; fewer: boolean }>, string]>([
  ['the same', {}, 'Remembered'],
  ['another version', { version: 'two' }, 'A small complete paper'],
  ['another path', { path: 'papers/demo-domain.md' }, 'A small complete paper'],
  ['another content', { content: `${content}\n` }, 'A small complete paper'],
  ['other benchmarks', { fewer: true }, 'A small complete paper'],
])('%s: %s', async (_, { version = 'one', fewer = false, ...changes }, title) => {
  const cache = await PaperCache.open(await marked(), version)
  const benchmarks = fewer
    ? catalogue.benchmarks.filter(({ id }) => id !== 'demo-domain/apart')
    : catalogue.benchmarks
  expect(cache.parse({ ...good, ...changes }, { benchmarks }).paper?.title).toBe(title)
})

test.each([
  ['torn', (text: string) => text.slice(0, -40)],
  ['empty', () => ''],
  ['rubbish', () => '{"__proto__": 1}\n\u0000 x\n'],
  ['of another form', (text: string) => text.replace('cache/1', 'cache/2')],
])('a text that is %s is as good as none', async (_, spoil) => {
  const file = await marked()
  file.text = spoil(file.text!)
  const cache = await PaperCache.open(file, 'one')
  expect(cache.parse(good, catalogue).paper?.title).toBe('A small complete paper')
  await cache.save()
  const next = await PaperCache.open(file, 'one')
  expect(next.parse(good, catalogue).paper?.title).toBe('A small complete paper')
})

test('what is no longer asked for is dropped, and nothing is written when nothing changed', async () => {
  const file = await marked()
  const cache = await PaperCache.open(file, 'one')
  cache.parse(warned, catalogue)
  await cache.save()
  expect(file.text!.trim().split('\n')).toHaveLength(2)
  const { writes } = file
  const next = await PaperCache.open(file, 'one')
  next.parse(warned, catalogue)
  await next.save()
  expect(file.writes).toBe(writes)
})

test('a store that cannot be written is no fault', async () => {
  const write = () => Promise.reject(new Error('full'))
  const cache = await PaperCache.open({ read: async () => null, write }, 'one')
  expect(cache.parse(good, catalogue).paper).not.toBeNull()
  await cache.save()
})
