import os from 'node:os'
import path from 'node:path'

/** Most characters of a text that is made public. */
export const longestPublic = 300

/** Where a text comes from, and with it what in it is private. */
export interface Origin {
  /** Folders of the repository by all their names: paths below them are told from there on. */
  roots: string[]
  home: string
  user: string
  host: string
}

/** This machine and its user, and the repository at `roots`. */
export function originHere(roots: string[]): Origin {
  let user = ''
  try {
    user = os.userInfo().username
  } catch {
    // A number without an entry has no name that could be told.
  }
  return { roots, home: os.homedir(), user, host: os.hostname() }
}

/** Names that tell nothing of anybody. */
const anybody = ['', 'root', 'localhost']

/** What does not stand before a path or a name of its own: it would be the middle of something longer. */
const middle = String.raw`(?<![\p{L}\p{N}_.\-/\\<>~…])`
/** What a path holds that does not stand in quotes. */
const piece = String.raw`[^\s'"\u0060“”‘’:;,()<>\[\]{}|…]`
const drive = String.raw`(?:[A-Za-z]:[\\/]|\\\\(?=[\p{L}\p{N}]))`

const address = /\b[a-z][a-z\d+.-]*:\/\/[^\s'"`<>)…]+/giu
const hostSetting = /\b(host=)(['"])[^'"]*\2/gu
const ipAddress = /(?<![\d.…])\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?![\d.…])/gu
const quotedPath = new RegExp(String.raw`(['"\u0060])(?:(?:~[\w.\-]*)?/[^\s/=]|${drive})[^'"\u0060]*\1`, 'gu')
const barePath = new RegExp(`${middle}(?:(?:~[\\w.\\-]*)?/{1,2}(?![/=])|${drive})${piece}+`, 'gu')

/**
 * What an exception or a program said, fit for a run that everybody reads: one line of at most
 * {@link longestPublic} characters, its beginning and its end, without controls, addresses, absolute
 * paths, and the names of user and machine.
 */
export function publicText(text: string, { roots, home, user, host }: Origin): string {
  let line = shortened(text, 4000)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are to be taken off.
    .replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim()
    .replaceAll(address, '<url>')
    .replaceAll(hostSetting, '$1<host>')
    .replaceAll(ipAddress, '<host>')
  for (const root of roots.filter(isFolder)) {
    const inside = new RegExp(`${middle}${escaped(root)}(?!${piece}*\\.\\.)(?:/|(?!${piece}))`, 'gu')
    line = line.replaceAll(inside, (found) => (found.endsWith('/') ? '' : '.'))
  }
  if (isFolder(home)) line = line.replaceAll(new RegExp(`${middle}${escaped(home)}${piece}*`, 'gu'), '<path>')
  line = line.replaceAll(quotedPath, '$1<path>$1').replaceAll(barePath, '<path>')
  for (const [name, shown] of [
    [user, '<user>'],
    [host, '<host>'],
  ] as const) {
    if (anybody.includes(name)) continue
    const whole = new RegExp(`(?<![\\p{L}\\p{N}_<…])${escaped(name)}(?![\\p{L}\\p{N}_>…])`, 'gu')
    line = line.replaceAll(whole, shown)
  }
  return shortened(line, longestPublic)
}

/** The beginning and the end of what is too long; the end is where an exception says its place. */
function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = Math.floor(limit / 4)
  const start = text.slice(0, limit - end - 1).replace(/[\ud800-\udbff]$/, '')
  return `${start}…${text.slice(-end).replace(/^[\udc00-\udfff]/, '')}`
}

/** Is it a folder, and not all there is? */
function isFolder(folder: string): boolean {
  return path.isAbsolute(folder) && path.dirname(folder) !== folder
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
