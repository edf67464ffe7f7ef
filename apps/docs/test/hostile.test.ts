import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parse } from 'acorn'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readContent } from '../site/content.ts'
import { constructs, type Prey } from './hostile/constructs.ts'
import { type Expected, hostileContent } from './hostile/content.ts'
import { textOf } from './html.ts'

const site = fileURLToPath(new URL('..', import.meta.url))
const builder = fileURLToPath(new URL('./build.js', import.meta.url))

let folder: string
let expected: Expected[]
let prey: Prey
const secret = 'the text of a file of this machine'
/** What was built, by path. */
const files = new Map<string, string>()
const named = (ending: string) => [...files].filter(([name]) => name.endsWith(ending))

beforeAll(async () => {
  // Inside the site's folder, so that what is built finds its packages.
  folder = mkdtempSync(path.join(site, '.vitepress/test-'))
  prey = { canary: 'canary', secret: path.join(folder, 'secret.txt') }
  const hostile = hostileContent(await readContent(), constructs(prey), prey)
  expected = hostile.expected
  mkdirSync(path.join(folder, '.vitepress'))
  for (const place of ['', 'generated/']) {
    mkdirSync(path.join(folder, place), { recursive: true })
    writeFileSync(path.join(folder, place, 'secret.txt'), `${secret}\n`.repeat(3))
  }
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(path.join(folder, 'content.json'), JSON.stringify(hostile.content))
  writeFileSync(
    path.join(folder, '.vitepress/config.ts'),
    `import content from '../content.json'
     import { siteConfig } from '../../../site/config.ts'
     import { generatePages } from '../../../site/generate.ts'
     await generatePages(content, new URL('../', import.meta.url))
     export default siteConfig(content)`,
  )
  execFileSync(process.execPath, [builder, folder, folder], { cwd: folder })
  const dist = path.join(folder, 'dist')
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' }))
    if (/\.(?:html|js|json|css)$/.test(name)) files.set(name, readFileSync(path.join(dist, name), 'utf8'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('whatever texts hold', () => {
  it('they are shown as written', () => {
    const missing = expected.filter(({ page, text }) => !bare(textOf(files.get(page)!)).includes(bare(text)))
    expect(missing).toEqual([])
  })

  it('no file is written, and none is read', () => {
    expect(existsSync(path.join(folder, prey.canary))).toBe(false)
    for (const [name, text] of files) expect(text.includes(secret), name).toBe(false)
  })

  it('every script of a page is VitePress’s own', () => {
    const json = String.raw`JSON\.parse\("(?:[^"\\<]|\\.)*"\)`
    const own = [
      /^<script type="module" src="\/assets\/app\.[\w-]+\.js"><\/script>$/,
      /^<script id="check-dark-mode">[^<]*<\/script>$/,
      /^<script id="check-mac-os">[^<]*<\/script>$/,
      new RegExp(`^<script>window\\.__VP_HASH_MAP__=${json};window\\.__VP_SITE_DATA__=${json};</script>$`),
    ]
    for (const [page, html] of named('.html')) {
      const scripts = html.match(/<script[\s\S]*?<\/script[^>]*>/gi) ?? []
      expect(scripts.length, page).toBe(own.length)
      for (const [index, script] of scripts.entries()) expect(script, page).toMatch(own[index]!)
    }
  })

  it('no page has an element, a handler, a style or an address that is not the site’s', () => {
    for (const [page, html] of named('.html')) {
      for (const [tag, name, attributes] of html.matchAll(/<([a-z][^\s>/]*)((?:[^>"]|"[^"]*")*)>/gi)) {
        expect(name, `${page}: ${tag}`).not.toMatch(
          /^(?:style|iframe|img|svg|math|object|embed|base|form|template|component|badge|clientonly)$/i,
        )
        for (const [, key, value] of attributes!.matchAll(/([^\s="]+)="([^"]*)"/g)) {
          expect(key, `${page}: ${tag}`).not.toMatch(/^(?:on|v-|:|@|srcdoc|action)/i)
          if (key === 'style')
            expect(value, page).toMatch(
              /^(?:|(?:--shiki-(?:light|dark)[\w-]*:[#\w]+;?)+|text-align:\w+|--vp-vh:0px;|position:relative;)$/,
            )
          if (key === 'href' || key === 'src') expect(value, page).toMatch(/^(?:\/|#)(?!\/)/)
        }
      }
    }
  })

  it('no chunk is broken, and none has code from a text', () => {
    for (const [name, code] of named('.js')) {
      // Throws when a text ended a string.
      const tree = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
      expect(identifiersOf(tree), name).not.toContain('pwned')
    }
  })

  it('search results show titles as text', async () => {
    const chunk = [...files.keys()].find((name) => name.includes('localSearchIndexroot'))!
    const { default: json } = await import(pathToFileURL(path.join(folder, 'dist', chunk)).href)
    const { documentIds, storedFields } = JSON.parse(json)
    expect(Object.values(documentIds)).toContain('/papers/constructs.html#construct-0')
    for (const { title, titles } of Object.values<{ title: string; titles: string[] }>(storedFields))
      for (const shown of [title, ...titles]) expect(shown).not.toMatch(/[<{]/)
  })
})

/** The names of a program's variables and properties. */
function identifiersOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = 'type' in node && node.type === 'Identifier' && 'name' in node ? [String(node.name)] : []
  return [...own, ...Object.values(node).flatMap(identifiersOf)]
}

/** What is left of a text when Markdown has taken its marks. */
function bare(text: string): string {
  return text.replaceAll(/[`*_\\\s]/g, '')
}
