import path from 'node:path'
import { readRegularFile } from '@rulebook/bench/regular-file'
import type { PaperStore } from '@rulebook/papers'
import { isContinuousIntegration } from '../files/continuous-integration.ts'
import { writeText } from '../files/files.ts'
import { hasLocalState } from '../local-state/local-state.ts'
import type { Workspace } from '../repository/workspace.ts'

/**
 * Where parsed papers are remembered: the local state, under a seal in its first line. What others put there counts as
 * nothing, and in continuous integration nothing is remembered.
 */
export function paperStore(workspace: Workspace): PaperStore {
  const { paths, sign } = workspace
  const file = path.join(paths.local, 'papers')
  return {
    async read() {
      if (isContinuousIntegration() || !hasLocalState(workspace)) return null
      try {
        const text = readRegularFile(file)?.toString('utf8') ?? ''
        const content = text.slice(text.indexOf('\n') + 1)
        return text === `${sign('papers', content)}\n${content}` ? content : null
      } catch {
        // A cache that cannot be used is as good as none.
        return null
      }
    },
    async write(text) {
      if (isContinuousIntegration() || !hasLocalState(workspace)) return
      await writeText(workspace, file, `${sign('papers', text)}\n${text}`, 'pipeline')
    },
  }
}
