import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tries } from '../../../scripts/properties.ts'
import { readContent } from '../site/content.ts'
import { generatePages, renderFiles } from '../site/generate.ts'
import { inertHtml } from '../site/html/inert-html.ts'
import { joined, references } from '../site/html/references.ts'
import { isSafeLink, siteLink } from '../site/html/site-links.ts'
import { refuseLinksTo } from '../site/no-links.ts'
import { constructs, texts } from './hostile/constructs.ts'
import { decoded, textOf } from './html.ts'

const prey = { canary: 'canary', secret: '/secret.txt' }
// Read once: parsing all papers takes its time.
const content = readContent()
const render = async (markdown: string) =>
  (await inertHtml({ frontmatter: {}, markdown }, 'papers/a.md')).html

/** Pieces of Markdown, HTML, Vue and JavaScript, in any order and nesting. */
const piece = fc.oneof(
  fc.constantFrom(...texts(prey), ...constructs(prey).map(({ markdown }) => markdown)),
  fc.constantFrom(
    '\n',
    '\n\n',
    '`',
    '```',
    '::: ',
    '> ',
    '- ',
    '    ',
    '|',
    '[',
    '](',
    ')',
    '<',
    '>',
    '{{',
    '}}',
  ),
  fc.constantFrom(
    'javascript:',
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '"',
    "'",
    '\\',
    '&',
    '#',
    '__',
    '--',
    '\t',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const markdown = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

const tags =
  /^\/?(?:h[1-6]|p|blockquote|ul|ol|li|hr|br|pre|code|em|strong|a|table|thead|tbody|tr|th|td|div|span|button)$/
const attributes = /^(?:id|href|title|start|class|style|tabindex|aria-label|target|rel)$/

describe('what a page is rendered to', () => {
  it('is one line of plain markup, whatever the Markdown', async () => {
    await fc.assert(
      fc.asyncProperty(markdown, async (source) => {
        const html = await render(source)
        expect(html).toMatch(/^[\w <>="/&;:#,.()\u0080-\u{10ffff}-]*$/u)
        expect(html).not.toContain('_')
        for (const [, name, rest] of html.matchAll(/<([^\s>]*)([^>]*)>/g)) {
          expect(name).toMatch(tags)
          expect(rest).toMatch(/^(?: [a-z-]+="[^"<>]*")*$/)
          for (const [, key, value] of rest!.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
            expect(key).toMatch(attributes)
            if (key === 'href') expect(isSafeLink(decoded(value!))).toBe(true)
          }
        }
      }),
      { numRuns: tries(300) },
    )
  })

  it.each([
    ['`{{x}}`', '{{x}}'],
    ['`{{{x}}}`', '{{{x}}}'],
    ['`f"{{{x!r}}}"`', 'f"{{{x!r}}}"'],
    ['<b>bold</b> text', '<b>bold</b> text'],
    ['<div>\nblock\n</div>', '<div> block </div>'],
    ['![alt](https://host.example/a.png)', '![alt](https://host.example/a.png)'],
    ['[a](javascript:x)', '[a](javascript:x)'],
    ['[a][b]\n\n[b]: javascript:x', '[a][b]'],
    ['::: tip {{ x }}\ny\n:::', '::: tip {{ x }} y :::'],
  ])('shows %j as %j', async (source, shown) => {
    expect(textOf(await render(source))).toBe(shown)
  })

  it('shows what follows a fence, and marks examples', async () => {
    const html = await render('```python bad\nx = 1\n```\n\n```js [{{ y }}] {1,3}\nz\n```')
    expect(html).toContain('<div class="example bad"><div class="language-python vp-adaptive-theme">')
    expect(html).toContain('<span class="lang">python</span>')
    expect(decoded(html)).toContain('<span class="lang">js [{{ y }}] {1,3}</span>')
  })

  it('gives headings the anchors of the papers package, and no other', async () => {
    const html = await render('# A `b` c\n\n## Twice\n\n## Twice\n\n> ## Quoted\n\n## X {#y}')
    const ids = [...decoded(html).matchAll(/<h\d(?: id="([^"]*)")?/g)].map(([, id]) => id)
    expect(ids).toEqual(['a-b-c', 'twice', 'twice-1', undefined, 'x-y'])
  })
})

describe('a link', () => {
  it.each([
    ['/papers/a', 'papers/a.md', '/papers/a.html'],
    ['b.md#c', 'papers/b.md', '/papers/b.html#c'],
    ['./b.html', 'papers/b.md', '/papers/b.html'],
    ['../evidence/', 'evidence/index.md', '/evidence/'],
    ['/rulebook?x=1#y', 'rulebook.md', '/rulebook.html?x=1#y'],
    ['/', 'index.md', '/'],
  ])('%s leads to the page %s at %s', (url, page, href) => {
    expect(siteLink(url, 'papers/a.md')).toEqual({ to: 'page', page, href })
  })

  it.each(['https://host.example/', '//host.example/x', '\\\\host.example', 'mailto:a@host.example'])(
    '%s leads elsewhere',
    (url) => {
      expect(isSafeLink(url)).toBe(true)
      expect(siteLink(url, 'papers/a.md')).toEqual({ to: 'elsewhere' })
    },
  )

  it.each([
    'javascript:x',
    ' \tJAVASCRIPT:x',
    'java\nscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://[',
  ])('%j is none', (url) => expect(isSafeLink(url)).toBe(false))
})

it('names every dead link of every page', async () => {
  const page = (markdown: string) => ({ frontmatter: {}, markdown })
  const pages = new Map([
    ['papers/a.md', page('[b](b.md), [gone](./gone.md#x) and [guide](/guide/start)')],
    ['papers/b.md', page('[a](/papers/a), [away](https://host.example/), [source](../suites/a.py)')],
  ])
  await expect(renderFiles(pages)).rejects.toThrow('papers/a.md: ./gone.md#x\npapers/b.md: ../suites/a.py')
})

it.each([
  'generated',
  'generated/papers',
  'generated/index.md',
  'guide/start.md',
  'public',
  '.vitepress/dist',
  '.vitepress/.temp',
  '.vitepress/cache',
])('writes and removes nothing when %s is a link', async (link) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'site-'))
  try {
    const others = path.join(folder, 'others')
    mkdirSync(others)
    writeFileSync(path.join(others, 'theirs.md'), 'theirs')
    mkdirSync(path.dirname(path.join(folder, 'site', link)), { recursive: true })
    symlinkSync(
      link.endsWith('.md') ? path.join(others, 'theirs.md') : others,
      path.join(folder, 'site', link),
    )
    const site = pathToFileURL(`${folder}/site/`)
    await expect(generatePages(await content, site)).rejects.toThrow('symbolic link')
    expect(readdirSync(others)).toEqual(['theirs.md'])
    expect(readFileSync(path.join(others, 'theirs.md'), 'utf8')).toBe('theirs')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('is read through no link', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'site-'))
  try {
    mkdirSync(path.join(folder, 'real'))
    writeFileSync(path.join(folder, 'real/file.md'), '')
    symlinkSync('real', path.join(folder, 'linked'))
    symlinkSync('/etc/hostname', path.join(folder, 'RULEBOOK.md'))
    refuseLinksTo(folder, ['real/file.md', 'nowhere/file.md'])
    expect(() => refuseLinksTo(folder, ['real/file.md', 'linked/file.md', 'RULEBOOK.md'])).toThrow(
      `- ${path.join(folder, 'linked')}\n- ${path.join(folder, 'RULEBOOK.md')}`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('a text', () => {
  it('is shown as it is by its references, which hold nothing but letters, digits, spaces and their own marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const html = references(text)
        expect(html).toMatch(/^[A-Za-z0-9 &#;\u0080-\u{10ffff}]*$/u)
        expect(decoded(html)).toBe(text)
      }),
    )
  })

  it('is the title of a window with nothing in it that VitePress or a script would take for its own', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts(prey)), (text) => {
        const title = joined(text)
        expect(title.replaceAll('\u2060', '')).toBe(text.replaceAll('\u2060', ''))
        expect(title).not.toMatch(/<[a-z/!]|__|\{\{|StaticVNode\(['"]|_vp-/i)
      }),
    )
  })
})
