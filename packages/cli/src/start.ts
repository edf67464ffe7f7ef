import path from 'node:path'
import process from 'node:process'
import { findRoot } from './files/root.ts'
import { readStamp } from './pipeline/stamp.ts'
import { describeSettled, notesOf } from './pipeline/unchanged-report.ts'
import { listenToStreams, print } from './terminal/printing.ts'

/** What a plain `rulebook distill` may be asked for; anything else goes the long way. */
interface PlainDistill {
  /** Where it was started, when it is not named. */
  root: string | null
  json: boolean
  quiet: boolean
}

function plainDistill(words: readonly string[]): PlainDistill | null {
  const plain: PlainDistill = { root: null, json: false, quiet: false }
  let commands = 0
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === 'distill') commands++
    else if (word === '--json') plain.json = true
    else if (word === '--quiet' || word === '-q') plain.quiet = true
    else if (word === '--root' && words[i + 1] !== undefined) plain.root = words[++i]!
    else if (word.startsWith('--root=')) plain.root = word.slice('--root='.length)
    else return null
  }
  return commands === 1 ? plain : null
}

/** The repository to distil, where there is one. */
function rootOf({ root }: PlainDistill): string | null {
  try {
    return findRoot(path.resolve(root ?? process.cwd()))
  } catch {
    // The working folder is gone: the long way says so.
    return null
  }
}

listenToStreams()

// Nothing is loaded but Node's own modules until it is known that something is to be done.
const plain = plainDistill(process.argv.slice(2))
const root = plain && rootOf(plain)
const stamp = root ? readStamp(root, Date.now()) : null
if (!stamp) await import('./main.ts')
else {
  const { json, quiet } = plain!
  if (!json && !quiet) print('stderr', notesOf(stamp.report))
  if (json || !quiet) print('stdout', describeSettled(stamp.report, json))
}
