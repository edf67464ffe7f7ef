import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { longestPublic, type Origin, publicText } from '../../src/run/public-text.ts'

const origin: Origin = {
  roots: ['/home/ada lovelace/project'],
  home: '/home/ada lovelace',
  user: 'ada',
  host: 'engine-1',
}

describe('made public', () => {
  test.each([
    ['an absolute path', 'OSError: /opt/x/missing.so: cannot open', 'OSError: <path>: cannot open'],
    [
      'a path in quotes, with spaces',
      "[Errno 2] No such file: '/root/my secret/file.txt'",
      "[Errno 2] No such file: '<path>'",
    ],
    [
      'a path in the repository',
      'cannot read /home/ada lovelace/project/suites/python/x.py:12',
      'cannot read suites/python/x.py:12',
    ],
    ['the repository', "in '/home/ada lovelace/project'", "in '.'"],
    ['a path beside the repository', 'in /home/ada lovelace/project-2/x', 'in <path>'],
    ['a path out of the repository', 'in /home/ada lovelace/project/../mail/x: none', 'in <path>: none'],
    ['a path in the home folder', 'no /home/ada lovelace/.netrc here', 'no <path> here'],
    ['a path by a home’s short name', 'no ~/.netrc, no ~bob/.netrc', 'no <path>, no <path>'],
    ['a path of Windows', String.raw`no C:\Users\bob\x.txt`, 'no <path>'],
    ['a share', String.raw`no \\server\bob and no //server/bob`, 'no <path> and no <path>'],
    [
      'an index with credentials',
      'Failed to fetch: `https://bob:token@pypi.example/simple/x/`',
      'Failed to fetch: `<url>`',
    ],
    ['a file as an address', 'from file:///srv/wheels/x.whl, sorry', 'from <url> sorry'],
    [
      'a host',
      "HTTPSConnectionPool(host='pypi.corp.example', port=443): no route to 10.1.2.3:3128",
      'HTTPSConnectionPool(host=<host>, port=443): no route to <host>',
    ],
    ['user and machine', 'ada@engine-1: adamant', '<user>@<host>: adamant'],
    ['several lines and colours', 'a\r\n\u001b[31mb\u001b[0m\tc\u0000', 'a b c'],
  ])('%s', (_, text, shown) => {
    expect(publicText(text, origin)).toBe(shown)
  })

  test.each([
    'IndexError: list index out of range (unruly.py:52)',
    "TypeError: unsupported operand type(s) for /: 'int' and 'str' (x.py:1)",
    "TypeError: unsupported operand type(s) for //: 'int' and 'str'",
    "TypeError: unsupported operand type(s) for /=: 'int' and 'str'",
    'needs orjson: no wheel for 3.14/linux; mend suites/python/x.py, version 1.2.3',
    'the fresh interpreter took more than 2.4 s',
    'MemoryError: (unruly.py:108)',
  ])('as it is: %s', (text) => {
    expect(publicText(text, origin)).toBe(text)
  })
})

test('a text as long as memory is cut, and its end still says the place', () => {
  const shown = publicText(`ValueError: ${'x '.repeat(20_000_000)}(bad.py:8)`, origin)
  expect(shown.length).toBeLessThanOrEqual(longestPublic)
  expect(shown).toMatch(/^ValueError: x .*…/)
  expect(shown).toMatch(/\(bad\.py:8\)$/)
})

test('whatever is said, what is shown is short, on one line, and stays as it is when said again', () => {
  const words = fc.constantFrom(
    ...['/', '//', '/x', '~', '..', ' ', '\n', "'", '"', '<', '>', ':', 'ada', 'engine-1', 'a', '1.2.3.4'],
    ...['https://', 'host=', 'C:\\', '/home/ada lovelace', '/home/ada lovelace/project', 'x'.repeat(300)],
  )
  const text = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 40 })
  fc.assert(
    fc.property(text, (pieces) => {
      const shown = publicText(pieces.join(''), origin)
      expect(shown.length).toBeLessThanOrEqual(longestPublic)
      expect(shown).toMatch(/^[^\p{Cc}\p{Cs}]*$/u)
      expect(publicText(shown, origin)).toBe(shown)
    }),
    { numRuns: tries(1000) },
  )
})
