/**
 * Text as HTML without one character that means something to Vue, to VitePress, to Vite or in JavaScript:
 * all of ASCII but letters, digits and spaces are character references. Fit for an element and for an attribute.
 */
export function references(text: string): string {
  return encoded(text, /[^A-Za-z0-9 \u0080-\uffff]/g)
}

/**
 * HTML that has passed the sanitizer, on one line and in the characters of plain markup: what else a
 * text or an attribute holds is a character reference, which nothing but the reader's browser decodes.
 * Every `<` begins a tag, also for VitePress's search, which looks for tags by a regular
 * expression. So no placeholder of a bundler (`__VP_STATIC_END__`, `__VITE_ASSET__`), no brace, quote of JavaScript or
 * line is left for whoever handles the page's chunks as text.
 */
export function inMarkupCharacters(html: string): string {
  const tagged = html.replaceAll(/<[^>"]*(?:"[^"]*"[^>"]*)*>/g, (tag) =>
    tag.replaceAll(/"[^"]*"/g, (value) => encoded(value, /[<>]/g)),
  )
  return encoded(tagged, /[^A-Za-z0-9 <>="/&;:#,.()\u0080-\uffff-]/g)
}

/**
 * Text for the title of a window, where no reference is decoded: an invisible joiner follows each
 * character that could end a script or begin one of VitePress's placeholders.
 */
export function joined(text: string): string {
  return text.replaceAll(/[<>"'`{}$_\\(]/g, '$&\u2060')
}

function encoded(text: string, characters: RegExp): string {
  return text.replaceAll(characters, (character) => `&#${character.codePointAt(0)};`)
}
