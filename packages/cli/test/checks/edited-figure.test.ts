import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { Repository } from '../repository.ts'

describe('a figure that was edited in the evidence', () => {
  test.each<[string, (figure: number) => string]>([
    ['within its tolerance', (figure) => `${Math.round(figure * 1.1)}×`],
    ['beyond it', (figure) => `${figure * 3}×`],
    ['to more digits', (figure) => `${figure}.25×`],
    ['to more zeros', (figure) => `000${figure}.00×`],
    ['with a space that does not break', (figure) => `${figure}\u00a0×`],
    ['with a new line', (figure) => `${figure}\\n×`],
    ['to a range', (figure) => `${figure}–${Math.round(figure * 1.1)}×`],
  ])('%s is found there alone, goes nowhere, and is mended by distill', async (_, edit) => {
    const repository = Repository.published()
    const before = repository.contents()
    const [line, digits] = /"figure": "(\d\d+)×"/.exec(before['RULEBOOK.evidence.json']!)!
    const edited = line.replace(`${digits}×`, edit(Number(digits)))
    repository.edit('RULEBOOK.evidence.json', line, edited)
    const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
    expect(exitCode).toBe(1)
    expect(data.findings).toMatchObject([{ rule: 'stale', file: 'RULEBOOK.evidence.json' }])
    expect(data.findings[0]!.message).toMatch(
      new RegExp(`expected “.*${digits}×.*”; run \`rulebook distill\`$`),
    )
    await repository.rulebook(['sync'])
    expect({ ...repository.contents(), 'RULEBOOK.evidence.json': '' }).toEqual({
      ...before,
      'RULEBOOK.evidence.json': '',
    })
    await repository.rulebook(['distill'])
    expect(repository.contents()).toEqual(before)
  })
})
