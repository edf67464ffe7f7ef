import path from 'node:path'

/** A line of a file, as `sets.py:12`. */
interface Frame {
  file: string
  line: string
}

/**
 * The innermost line of the user's own code in stacks as Python's `faulthandler` writes them: of the suite, else of
 * files below `folders`. The main thread, which runs benchmarks, is the last; others count where it says nothing.
 */
export function ownPlace(stacks: string, suite: string, folders: readonly string[]): string {
  const threads = stacks.split(/^(?=(?:Current thread|Thread) 0x)/m).map(framesOf)
  for (const frames of threads.reverse()) {
    const inFolders = ({ file }: Frame) => folders.some((folder) => file.startsWith(folder + path.sep))
    const own = frames.find(({ file }) => file === suite) ?? frames.find(inFolders)
    if (own) return `${path.basename(own.file)}:${own.line}`
  }
  return ''
}

function framesOf(stack: string): Frame[] {
  return [...stack.matchAll(/^ {2}File "(.*)", line (\d+) in /gm)].map(([, file, line]) => ({
    file: file!,
    line: line!,
  }))
}
