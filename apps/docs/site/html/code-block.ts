import type { Element, ElementContent } from 'hast'
import { createHighlighter } from 'shiki'

/** Languages that are highlighted, as VitePress does it in the guides; others are shown plain. */
const languages = new Set(['python', 'markdown', 'json', 'yaml', 'sh', 'toml', 'javascript', 'typescript'])
const highlighter = createHighlighter({
  themes: ['github-light', 'github-dark'],
  langs: [...languages],
})

/**
 * A code block in the elements that the theme knows, with its button to copy it. `info` is what follows the
 * fence: a language, and `good` or `bad` for an example. Whatever else stands there is shown.
 */
export async function codeBlock(text: string, info: string): Promise<Element> {
  const kind = /\b(good|bad)\b/.exec(info)?.[1]
  const label = info.replace(kind ?? '', '').trim()
  const lang = languages.has(label) ? label : 'text'
  const { codeToHast } = await highlighter
  const [pre] = codeToHast(text, {
    lang,
    themes: { light: 'github-light', dark: 'github-dark' },
    defaultColor: false,
  }).children as [Element]
  // The theme has a background of its own.
  pre.properties = { class: `${pre.properties.class} vp-code`, tabIndex: 0 }
  const block = element('div', { class: `language-${lang} vp-adaptive-theme` }, [
    element('button', { title: 'Copy Code', class: 'copy' }, []),
    element('span', { class: 'lang' }, [{ type: 'text', value: label }]),
    pre,
  ])
  return kind ? element('div', { class: `example ${kind}` }, [block]) : block
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}
