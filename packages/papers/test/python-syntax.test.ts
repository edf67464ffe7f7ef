import { expect, test } from 'vitest'
import { findSyntaxProblem } from '../src/python-syntax.ts'

test.each([
  'x = ...',
  'def generate():\n    yield\n    value = yield\n    yield from range(3)',
  'half = 1. / 2.\nlast = items[-1]\npart = items[1:2, ...]',
  'async def main():\n    async with a as b, c as d:\n        return [x async for x in b]',
  'match command:\n    case ["go", where] if where:\n        pass\n    case {"x": 1, **rest}:\n        pass\n    case _:\n        pass',
  'try:\n    pass\nexcept* (ValueError, KeyError) as group:\n    raise RuntimeError from group',
  'f"{value!r:>{width}} {other=}" "%s" % name',
  'if (n := len(a)) > 10: print(n)',
  'def f(a, /, b, *, c=1, **rest) -> int: ...',
  'with (open("a") as a, open("b") as b):\n    pass',
  'class A[T]:\n    x: int = 0\n\n    @property\n    def y(self): return self.x',
  'type Pair = tuple[int, int]',
  'lambda: (yield)',
  'items = {\n  1,\n    2,\n}\n# comment\n    # odd comment\nprint(items)',
  'if a:\n\tpass\nelse:\n\tpass',
  'text = """\n  any\nindentation\n"""',
  '',
])('%j is Python', (code) => {
  expect(findSyntaxProblem(code)).toBeNull()
})

test.each<[code: string, at: number, expected: string]>([
  ['for x in y\n    print(x)', 10, 'Python'],
  ['x = (1,', 7, 'Python'],
  ['x = = 1', 4, 'Python'],
  ['  x = 1', 2, 'the indentation of the statements around it'],
  ['if a:\n    b\n  c', 14, 'the indentation of the statements around it'],
  ['def f():\nreturn 1', 9, 'Python'],
  ['print "hello"', 0, 'Python 3'],
  ["x = 'open\ny = 1", 4, 'a closing quote'],
  ['x = """open', 4, 'a closing quote'],
  ['const x = 1;', 6, 'Python'],
])('%j is not', (code, at, expected) => {
  expect(findSyntaxProblem(code)).toMatchObject({ at, expected })
})
