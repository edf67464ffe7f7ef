import { stringTexts } from '../python/tokens.ts'

/** What leads an agent out of the code it writes. */
export interface UnsafePlace {
  /** 0-based, in UTF-16 code units of the text as it was given; 0 when compatibility forms hid it. */
  offset: number
  what: string
}

const paths = [
  /(?<![\w)\]}/.*])\/(?!\/)[\p{L}\p{N}._-]+/gu,
  /(?<![\w)\]])~[\w-]*[/\\]/g,
  /(?<![\w.])\.{1,2}[/\\]/g,
  /(?<!\w)[A-Za-z]:[/\\]/g,
  /\\\\[\w.-]+\\/g,
  /[\w.-]+(?:\/[\w.-]+){2,}|\w\/[\w/.-]*\.[a-z]{2,4}\b/g,
  /\$\{?[A-Z_]{2,}\b|%[A-Z_]{3,}%/g,
]
const numericHosts = [
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g,
  /(?<![\w:[)\]])(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f]{1,4}\b|(?<![\w:[)\]])::(?:[0-9a-f]{1,4}:)*[0-9a-f]{1,4}\b/gi,
  /\blocalhost\b/gi,
]
/** A name with points that is no attribute: in prose and in texts of strings. */
const hosts = [
  /(?<![\p{L}\p{N}_.-])[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.(?!js\b)(?:[\p{Ll}]{2,}|[\p{Lu}]{2,})(?![\p{L}\p{N}_])/gu,
]
/** Ends of host names that no module or attribute has. */
const codeHosts = [/\.(?:com|org|biz|xyz|ru|cn|top|click|onion)\b(?!\()/gi]
const shellSigns = [/[&|]{2}|\$\(|\||`|(?<=\s)>>?\s*[\w./~-]+$/g]
const statements = /;/g
/** Names that run what they are given; a word of prose only where it is a command and nothing else. */
const commands = [
  /(?<![\w-])(?:curl|wget|bash|zsh|powershell|pwsh|sudo|chmod|chown|netcat|crontab|certutil|rm -\w+|(?:ba|z|k)?sh -c|cmd \/c|base64 -)(?![\w-])/gi,
  /\b(?:pip3?|npm|pnpm|yarn|npx|brew|gem|cargo|conda|uv|apt(?:-get)?|git)\s+(?:install|i|add|clone|exec|run|pip)\b|\bnpx\s/gi,
]
const runners = [
  /\bos\s*\.\s*(?:system|popen|exec\w*|spawn\w*|startfile|posix_spawn\w*)\b|\bpty\s*\.\s*spawn\b|\bsubprocess\b|\bpopen\b/gi,
  /(?<![\w.])(?:eval|exec|__import__)\b|\bshell\s*=\s*True\b/g,
]

/** Paths, hosts and shell in the prose of a directive, where a name with points is a host. */
export function findPlacesInProse(text: string): UnsafePlace[] {
  return findAll(text, [
    [paths, 'a path'],
    [[...numericHosts, ...hosts], 'a host name or address'],
    [shellSigns, 'a shell line'],
    [commands, 'a command'],
  ])
}

/** The same in a code span that stands in code (`obj.name` is no host there, `a | b` no pipe). */
export function findPlacesInCode(code: string): UnsafePlace[] {
  const strings = stringTexts(code).flatMap(findPlacesInString)
  const outside = findAll(code, [
    [paths, 'a path'],
    [[...numericHosts, ...codeHosts], 'a host name or address'],
    [[statements], 'several statements'],
    [commands, 'a command'],
    [runners, 'a name that runs programs or code'],
  ])
  return [...outside, ...strings.map(({ what }) => ({ offset: 0, what }))]
}

/** The same in the text of a string. */
export function findPlacesInString(text: string): UnsafePlace[] {
  return findAll(text, [
    [paths, 'a path'],
    [[...numericHosts, ...hosts], 'a host name or address'],
    [[statements, ...shellSigns], 'a shell line'],
    [commands, 'a command'],
    [runners, 'a name that runs programs or code'],
  ])
}

type Kind = readonly [patterns: readonly RegExp[], what: string]

function findAll(text: string, kinds: readonly Kind[]): UnsafePlace[] {
  const among = (read: string) =>
    kinds.flatMap(([patterns, what]) =>
      patterns.flatMap((pattern) =>
        [...read.matchAll(pattern)].map(({ index }) => ({ offset: index, what })),
      ),
    )
  const found = among(text)
  if (found.length > 0 || !/[^\0-\x7f]/.test(text)) return found
  return among(folded(text)).map(({ what }) => ({ offset: 0, what }))
}

/** A text in plain signs: compatibility forms, and what looks like a slash, a backslash or a point of a host. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2044\u2215\u29f8\u27cb\u1735]/g, '/')
    .replace(/[\u2216\u29f5\u29f9\ufe68]/g, '\\')
    .replace(/[\u3002\uff61\u06d4\ua4f8\u0701]/g, '.')
}
