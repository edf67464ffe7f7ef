import path from 'node:path'
import { readUtf8 } from '../files/files.ts'
import { Failure } from '../findings/failure.ts'
import { endMark, findSection, markSection, startMark } from './marked-section.ts'
import { checkPlace } from './text-place.ts'
import type { Workspace } from './workspace.ts'

/** A file that carries a copy of the rulebook, as it was read. */
export interface Copy {
  /** From the root of the repository. */
  path: string
  content: string
}

/**
 * Read the files that the settings name as `copies`. Throws a Failure that names every one that cannot
 * carry a copy, with what mends it.
 */
export async function readCopies(workspace: Workspace): Promise<Copy[]> {
  const files = new Set(workspace.config.copies.map((file) => path.posix.normalize(file)))
  const copies: Copy[] = []
  const faults: string[] = []
  for (const file of files) {
    const place = path.join(workspace.root, file)
    await checkPlace(workspace, place, `${file} in \`copies\``)
    const content = await readUtf8(place, file)
    const fault = faultOf(file, content)
    if (fault !== null) faults.push(fault)
    else copies.push({ path: file, content: content! })
  }
  if (faults.length > 0) throw new Failure(faults)
  return copies
}

function faultOf(file: string, content: string | null): string | null {
  const marks = `${startMark} and ${endMark}, each once, where the rulebook is to stand`
  const orElse = 'or take the file out of `copies` in rulebook.config.json'
  if (content === null) return `${file} is not there, expected a file with ${marks}; create it, ${orElse}`
  const section = findSection(content)
  if (section.kind === 'none') return `${file}: no marks, expected ${marks}; write them, ${orElse}`
  return section.kind === 'fault' ? `${file}:${section.line}: ${section.message}, ${orElse}` : null
}

/** The files with the rulebook in their marked sections, as a code block, by absolute path. */
export function copiedTexts(
  { root }: Workspace,
  copies: readonly Copy[],
  rulebook: string,
): [file: string, text: string][] {
  const block = `\n\`\`\`markdown\n${rulebook}\`\`\`\n\n`
  return copies.map(({ path: file, content }) => {
    const marked = markSection(content, block)
    if (marked.kind === 'fault') throw new Failure(`${file}:${marked.line}: ${marked.message}`)
    return [path.join(root, file), marked.text]
  })
}
