/** Why an installer could not do what it was asked. */
export interface Refusal {
  /** In one line. */
  reason: string
  /** The index of packages could not be reached at all: asking for each package would only take time. */
  outage: boolean
}

/** What pip and uv say when a file is another one than the lock names, with the requirement. */
const mismatches = [
  /DO NOT MATCH THE HASHES[^\n]*\n\s*(\S+) from /,
  /Hash mismatch for `([^`]+)`/i,
  /DO NOT MATCH THE HASHES/,
]

/** The index was not reached: pip has spent its last retry, or uv its own. */
const outage =
  /Retrying \(Retry\(total=0\b|confirming the ssl certificate|error sending request|client error \(connect\)|dns error|failed to lookup address|tunnel error|timed out/i

/** pip goes on after this line: it says nothing of how the matter ended. */
const passing = /Retrying \(Retry\(total=[1-9]/

const causes =
  /cannot connect to proxy|tunnel connection failed: [^'")\n]+|name or service not known|temporary failure in name resolution|nodename nor servname provided|dns error|network is unreachable|no route to host|connection refused|connection reset|timed out|certificate verify failed/gi

/**
 * Read what went wrong from the whole output of an installer that failed: the last line alone often
 * tells a consequence, as that no version was found where no index was reached.
 */
export function refusalIn(output: string, otherwise: string): Refusal {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const mismatch = mismatches.map((pattern) => output.match(pattern)).find((match) => match !== null)
  if (mismatch) {
    const what = mismatch[1] ?? 'what was downloaded'
    return { reason: `hash mismatch: ${what}, as downloaded, is not what the lock names`, outage: false }
  }
  const full = lines.find((line) => /No space left/i.test(line))
  if (full) return { reason: told(full), outage: false }
  const final = lines.filter((line) => !passing.test(line)).join('\n')
  if (outage.test(final)) {
    const found = [...final.matchAll(causes)].map(([cause]) => cause.trim().toLowerCase())
    const cause = found.length > 0 ? [...new Set(found)].join(', ') : told(lastWord(lines))
    return { reason: `no connection to the index of packages: ${cause}`, outage: true }
  }
  return { reason: told(lastWord(lines)) || otherwise, outage: false }
}

/** What mends a package that could not be had, by how the reason begins. */
const mendings: [RegExp, string][] = [
  [
    /^hash mismatch/,
    'take the lock from version control again, or, if what the index has is right, write it anew with `uv pip compile --generate-hashes`',
  ],
  [
    /^no connection/,
    'go online, or set `HTTPS_PROXY`, or name an index that can be reached by `PIP_INDEX_URL` and `UV_DEFAULT_INDEX`',
  ],
  [/^not installed/, 'install it with `python -m pip install`, for the Python that measures'],
  [/No space left/i, 'free space on the disk'],
  [/\bensurepip\b/, 'install uv or python3-venv'],
]

/** What mends a package that could not be had for a reason, as {@link refusalIn} and the environment give it. */
export function mendingOf(reason: string): string {
  const known = mendings.find(([pattern]) => pattern.test(reason))
  return known?.[1] ?? 'lock a version that has a wheel for this Python and system'
}

/** The line that says what went wrong, where it is none of the above. */
function lastWord(lines: string[]): string {
  const telling = lines.filter((line) => /ensurepip|error:|×|╰─▶|├─▶|Could not|\bHTTP\b|hash/i.test(line))
  return telling.at(-1) ?? lines.at(-1) ?? ''
}

function told(line: string): string {
  return line
    .trim()
    .replace(/^(error|×|╰─▶|├─▶)[:\s]*/i, '')
    .slice(0, 300)
}
