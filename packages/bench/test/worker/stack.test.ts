import { expect, test } from 'vitest'
import { ownPlace } from '../../src/worker/stack.ts'

const suite = '/repository/suites/odd.py'
const folders = ['/repository/suites', '/repository/src']
const stack = (head: string, ...frames: [string, number][]) =>
  `${head} (most recent call first):\n${frames.map(([file, line]) => `  File "${file}", line ${line} in it\n`).join('')}`

test.each([
  [
    'the innermost line of the suite',
    [stack('Current thread 0x1', ['/lib/json.py', 3], [suite, 9], [suite, 2])],
    'odd.py:9',
  ],
  [
    'of other own code where the suite is not there',
    [stack('Current thread 0x1', ['/lib/a.py', 3], ['/repository/src/shop/cart.py', 7])],
    'cart.py:7',
  ],
  [
    'of the suite before other own code',
    [stack('Current thread 0x1', ['/repository/src/a.py', 3], [suite, 7])],
    'odd.py:7',
  ],
  [
    'of the main thread, which is the last',
    [stack('Current thread 0x2', [suite, 1]), stack('Thread 0x1', [suite, 5])],
    'odd.py:5',
  ],
  [
    'of another thread where the main one tells nothing',
    [stack('Current thread 0x2', [suite, 1]), stack('Thread 0x1', ['/lib/a.py', 5])],
    'odd.py:1',
  ],
  ['nothing where no own code is there', [stack('Current thread 0x1', ['/repository/srcs/a.py', 3])], ''],
  ['nothing of an empty stack', [''], ''],
])('of stacks is told %s', (_, stacks, place) => {
  expect(ownPlace(stacks.join('\n'), suite, folders)).toBe(place)
})
