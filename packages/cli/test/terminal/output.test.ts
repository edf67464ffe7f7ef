import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { Repository } from '../repository.ts'

describe('--json prints one object', () => {
  test.each(['rebuild', 'measure', 'measure --list', 'distill', 'sync', 'check'])(
    'by `%s`',
    async (commandLine) => {
      const words = commandLine.split(' ')
      const { data, stderr } = await Repository.published().json<{ command: string }>(words)
      expect(data.command).toBe(words[0])
      expect(stderr).toBe('')
    },
  )

  test.each([
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['check', '--frobnicate']],
    ['an unknown domain', ['measure', 'nowhere']],
    ['no repository', ['check', '--root', '/']],
  ])('for %s', async (_, commandLine) => {
    const repository = Repository.published()
    const { exitCode, data, stderr } = await repository.json<{ error: string; findings: Finding[] }>(
      commandLine,
    )
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' })
    expect(data.error).not.toBe('')
    expect(data.findings).toMatchObject([{ rule: 'failure', severity: 'error' }])
  })
})

describe('--quiet', () => {
  test.each(['rebuild', 'measure', 'distill', 'sync', 'check', 'doctor'])(
    'prints nothing when %s is fine',
    async (command) => {
      const { exitCode, stdout, stderr } = await Repository.published().rulebook([command, '--quiet'])
      expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    },
  )

  test('prints what went wrong', async () => {
    const repository = Repository.published()
    repository.edit('RULEBOOK.md', 'Measured on', 'Dreamt on')
    const { exitCode, stdout, stderr } = await repository.rulebook(['check', '--quiet'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('RULEBOOK.md:2')
  })
})
