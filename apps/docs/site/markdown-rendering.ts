import { slug } from 'github-slugger'
import type { MarkdownOptions } from 'vitepress'

/**
 * Papers are text, not templates: HTML, attributes in braces, emoji names and Vue's double braces are
 * shown as they are written. Headings get the anchors that the papers package and code hosts give
 * them, so that figure links resolve alike everywhere.
 */
export const markdown: MarkdownOptions = {
  html: false,
  linkify: false,
  attrs: { disable: true },
  anchor: { slugify: slug },
  config: (md) => {
    md.disable('emoji')
    const { fence, text } = md.renderer.rules
    md.renderer.rules.text = (...args) => text!(...args).replaceAll('{{', '&#123;&#123;')
    md.renderer.rules.fence = (...args) => {
      const [tokens, index] = args
      const kind = /\b(good|bad)\b/.exec(tokens[index]!.info)?.[1]
      const html = fence!(...args)
      return kind ? `<div class="example ${kind}">${html}</div>` : html
    }
  },
}
