import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { Repository } from '../repository.ts'

/** What may become of a generated file that nobody has to mend by hand. */
const broken: [string, (text: string) => string][] = [
  ['empty', () => ''],
  ['cut off', (text) => text.slice(0, text.length >> 1)],
  ['in conflict', (text) => text.replace(/^ {2}"runs".*$/m, '<<<<<<< ours\n$&\n=======\n$&\n>>>>>>> theirs')],
  ['of another form', (text) => text.replaceAll('"figure"', '"shown"')],
]

describe.each(broken)('evidence that is %s', (_, damage) => {
  test('is one finding of check, and written anew by distill', async () => {
    const repository = Repository.cloned()
    const before = repository.contents()
    repository.write('RULEBOOK.evidence.json', damage(before['RULEBOOK.evidence.json']!))
    const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
    expect(exitCode).toBe(1)
    expect(data.findings).toMatchObject([{ rule: 'stale', file: 'RULEBOOK.evidence.json' }])
    expect(data.findings[0]!.message).toMatch(/not .*rulebook\.evidence\/1.*run `rulebook distill`/s)
    const { exitCode: done, stderr } = await repository.rulebook(['distill'])
    expect(done).toBe(0)
    expect(stderr).toContain('the evidence is written anew: RULEBOOK.evidence.json:')
    expect(repository.contents()).toEqual(before)
  })

  test('is handed to nobody', async () => {
    const repository = Repository.cloned()
    repository.write('RULEBOOK.evidence.json', damage(repository.read('RULEBOOK.evidence.json')))
    const { exitCode, stdout, stderr } = await repository.rulebook(['export', '--format', 'json'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/run `rulebook check`.*\n- RULEBOOK\.evidence\.json \[stale\]$/)
  })

  test.each([['sync'], ['explain', 'finding-things/miss']])(
    'is told by %s, with the command that writes it anew',
    async (...command) => {
      const repository = Repository.cloned()
      repository.write('RULEBOOK.evidence.json', damage(repository.read('RULEBOOK.evidence.json')))
      const { exitCode, stderr } = await repository.rulebook(command)
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(/RULEBOOK\.evidence\.json:.* not .*run `rulebook distill`/s)
    },
  )
})
