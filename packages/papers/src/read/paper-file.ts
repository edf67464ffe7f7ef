/** A paper as it lies on disk. */
export interface PaperFile {
  /** Path as messages show it. */
  path: string
  content: string
}
