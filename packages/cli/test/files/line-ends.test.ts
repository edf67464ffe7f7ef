import { describe, expect, test } from 'vitest'
import { Repository } from '../repository.ts'

/** As Git checks a repository out where it is told to end lines with CR LF. */
function withCrlf(): Repository {
  const repository = Repository.cloned()
  for (const [file, text] of Object.entries(repository.contents())) {
    repository.write(file, text.replaceAll('\n', '\r\n'))
  }
  return repository
}

describe('a checkout with CR LF', () => {
  test('is as good as any other: check finds nothing', async () => {
    const { exitCode, stderr } = await withCrlf().rulebook(['check'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  test('is left alone, byte for byte, and settled after the first distillation', async () => {
    const repository = withCrlf()
    const before = repository.contents()
    const distilled = await repository.rulebook(['distill'])
    expect(distilled).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/; no byte changed$/) })
    expect((await repository.rulebook(['distill'])).stdout).toMatch(/; nothing changed, no byte changed$/)
    expect((await repository.rulebook(['sync'])).stdout).toBe('papers are up to date')
    expect((await repository.rulebook(['measure', '--list', '--quiet'])).exitCode).toBe(0)
    expect(repository.contents()).toEqual(before)
  })

  test('costs no more tokens than the budget was reckoned with', async () => {
    const repository = withCrlf()
    const { used } = JSON.parse(repository.read('RULEBOOK.evidence.json')).budget
    repository.edit('rulebook.config.json', '{', `{ "budget": ${used},`)
    await repository.rulebook(['distill'])
    expect(await repository.rulebook(['check'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test('keeps its line ends where something is to be written; one edit is one finding', async () => {
    const repository = withCrlf()
    const before = repository.contents()
    repository.edit('RULEBOOK.md', 'Measured on', 'Dreamt on')
    const { stderr } = await repository.rulebook(['check'])
    expect(stderr).toBe(
      'error RULEBOOK.md:2:1: Unexpected “Dreamt”, expected “Measured”; run `rulebook distill` [stale]',
    )
    await repository.rulebook(['distill'])
    expect(repository.contents()).toEqual(before)
  })
})

test('line ends of both kinds in one file are found, and mended', async () => {
  const repository = Repository.cloned()
  const before = repository.contents()
  repository.edit('RULEBOOK.md', '\n', '\r\n')
  const { exitCode, stderr } = await repository.rulebook(['check'])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(
    /^error RULEBOOK\.md:1:\d+: Unexpected “\S+\\u\{d\}”, expected “\S+”; run `rulebook distill`/,
  )
  await repository.rulebook(['distill'])
  expect(repository.contents()).toEqual(before)
})
