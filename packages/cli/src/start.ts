import path from 'node:path'
import process from 'node:process'
import { findRoot } from './root.ts'
import { describeSettled, notesOf } from './settled.ts'
import { readStamp } from './stamp.ts'
import { visible } from './visible.ts'

/** What a plain `rulebook distill` may be asked for; anything else goes the long way. */
interface PlainDistill {
  root: string
  json: boolean
  quiet: boolean
}

function plainDistill(words: readonly string[]): PlainDistill | null {
  const plain: PlainDistill = { root: process.cwd(), json: false, quiet: false }
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

// A reader that has seen enough, such as `head`, is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

// Nothing is loaded but Node's own modules until it is known that something is to be done.
const plain = plainDistill(process.argv.slice(2))
const root = plain && findRoot(path.resolve(plain.root))
const stamp = root ? readStamp(root, Date.now()) : null
if (!stamp) await import('./main.ts')
else {
  const { json, quiet } = plain!
  if (!json && !quiet) process.stderr.write(visible(notesOf(stamp.report)))
  if (json || !quiet) process.stdout.write(describeSettled(stamp.report, json))
}
