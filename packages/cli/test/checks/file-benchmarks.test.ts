import type { Benchmark, Run } from '@rulebook/bench'
import { expect, test } from 'vitest'
import { fileBenchmarks } from '../../src/checks/runs/file-benchmarks.ts'

function found(setup: string, statement: string, unit: 's' | 'B' = 's'): boolean {
  const benchmark = { id: 'demo/it', unit, setup, statement } as Benchmark
  return fileBenchmarks({ blocks: [{ benchmarks: [benchmark] }] } as Run).length > 0
}

test.each([
  ['a file that is opened', '', "open('log.txt')"],
  ['a file that is synced', 'file = opened()', 'file.write(line)\nos.fsync(file.fileno())'],
  ['a path that is read', 'path = made()', 'path.read_text()'],
  ['a folder of its own', 'folder = tempfile.mkdtemp()', 'names(folder)'],
  ['a database in a file', "connection = sqlite3.connect('a.db')", 'find(connection)'],
  ['a connection that a function opened', 'connection = database()', 'connection.commit()'],
])('files are used by %s', (_, setup, statement) => {
  expect(found(setup, statement)).toBe(true)
})

test.each([
  ['the null device', "file = open(os.devnull, 'w')", 'json.dump(user, file)'],
  ['a database in memory', "connection = sqlite3.connect(':memory:')", 'connection.execute(QUERY)'],
  ['names of paths', "parts = ['a', 'b']", 'os.path.join(*parts)'],
  ['an address that is opened', '', "urlopen('data:,a')"],
  ['a comparison', 'items = list(range(300))', '-1 in items'],
])('no files are used by %s', (_, setup, statement) => {
  expect(found(setup, statement)).toBe(false)
})

test('bytes do not wait for a disk', () => {
  expect(found('', "open('log.txt')", 'B')).toBe(false)
})
