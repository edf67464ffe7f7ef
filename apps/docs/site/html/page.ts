/** Where a link of a page leads, and what it tells on hover. */
export interface LinkTarget {
  url: string
  title?: string | undefined
}

/** A page made from the pipeline's output. Its Markdown is rendered to inert HTML, never by VitePress. */
export interface Page {
  frontmatter: Record<string, unknown>
  markdown: string
  /** Where a link leads that is written for readers of the repository; `undefined` leaves it as it is. */
  link?: (url: string) => LinkTarget | undefined
  /** Markdown to be shown right below a heading. */
  below?: (slug: string, isFirst: boolean) => string | undefined
}

/** A page of blocks with a blank line between them. */
export function page(frontmatter: Record<string, unknown>, blocks: readonly string[]): Page {
  return { frontmatter, markdown: `${blocks.join('\n\n')}\n` }
}
