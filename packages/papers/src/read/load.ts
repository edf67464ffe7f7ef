import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import nodePath from 'node:path'
import { VFile } from 'vfile'
import { Faults } from '../faults/fault.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import { limits } from '../faults/limits.ts'
import type { PaperFile } from './paper-file.ts'
import { unreadPapers } from './unread-papers.ts'
import { decodeUtf8 } from './utf8.ts'

/** Papers read from a folder, and what was wrong with the files that could not be read. */
export interface LoadedPapers {
  files: PaperFile[]
  /** Files that were refused, with their messages. */
  refused: VFile[]
  /** Files that look like papers and are not read as such, with a warning each. */
  unread: VFile[]
}

/**
 * Read the papers of a folder: its `*.md` files but README.md and hidden ones, sorted. Symbolic links that lead out
 * of the folder are not followed, files over the size limit and files that are not UTF-8 are refused.
 * `shownAs` is the folder's name in messages. Rejects when the folder itself cannot be read.
 */
export async function loadPapers(directory: string, shownAs: string = directory): Promise<LoadedPapers> {
  const root = await realpath(directory)
  const names = (await readdir(root)).filter((name) => isPaperName(name)).sort()
  const pathOf = (name: string) => nodePath.posix.join(shownAs.split(nodePath.sep).join('/'), name)
  const loaded: LoadedPapers = { files: [], refused: [], unread: [] }
  for (const name of names) {
    const path = pathOf(name)
    const content = await loadPaper(nodePath.join(root, name), root)
    if ('problem' in content) {
      const file = new VFile({ path, value: content.readable ?? '' })
      new Faults(file).add({ rule: content.rule, at: content.at ?? 0, message: content.problem })
      loaded.refused.push(file)
    } else loaded.files.push({ path, content: content.text })
  }
  for (const { name, message } of await unreadPapers(root)) {
    const file = new VFile({ path: pathOf(name) })
    new Faults(file).add({ rule: 'paper-unread', at: 0, message, warning: true })
    loaded.unread.push(file)
  }
  return loaded
}

/** Is a file of the papers folder read as a paper? Hidden ones are editors' own. */
export function isPaperName(name: string): boolean {
  return name.endsWith('.md') && name !== 'README.md' && !name.startsWith('.')
}

/** Why a file is refused, and where, when a part of it can be read. */
interface Refused {
  rule: FaultRule
  problem: string
  readable?: string
  at?: number
}

async function loadPaper(file: string, root: string): Promise<{ text: string } | Refused> {
  try {
    const real = await realpath(file)
    if (!real.startsWith(root + nodePath.sep)) {
      return {
        rule: 'file-outside',
        problem: 'Unexpected link out of the papers folder, expected a file in it; copy it there',
      }
    }
    const stats = await stat(real)
    if (!stats.isFile()) {
      return {
        rule: 'file-unreadable',
        problem: 'Unexpected folder, pipe or device, expected a file; rename it or move it away',
      }
    }
    const { size } = stats
    if (size > limits.fileBytes) {
      return {
        rule: 'limit-size',
        problem: `Unexpected file of ${size} bytes, expected at most ${limits.fileBytes}; split the paper`,
      }
    }
    const decoded = decodeUtf8(await readFile(real))
    return 'text' in decoded ? decoded : { rule: 'file-encoding', ...decoded }
  } catch (error) {
    return {
      rule: 'file-unreadable',
      problem: `Unexpected ${(error as NodeJS.ErrnoException).code ?? 'failure'} on reading, expected a readable file; check that it is there and its permissions`,
    }
  }
}
