/** What a paper may hold; checked by cheap scans before anything is parsed. */
export const limits = {
  /** Bytes of a file. */
  fileBytes: 128 * 1024,
  /** UTF-16 code units of frontmatter. */
  frontmatter: 32 * 1024,
  /** Nesting of quotes, lists, brackets and emphasis. */
  depth: 40,
  /** UTF-16 code units of a line. */
  line: 10_000,
  /** Lines of a file. */
  lines: 4000,
  /** Markers of lists and quotes. */
  markers: 4000,
  /** Characters with a meaning in Markdown, in one paragraph or table. */
  marks: 2000,
  /** Links of all kinds. */
  links: 3000,
  /** Headings of all levels. */
  headings: 1000,
  /** Faults told of a file. */
  faults: 200,
  /** UTF-16 code units of an expression. */
  expression: 200,
  /** UTF-16 code units of a directive. */
  directive: 400,
}
