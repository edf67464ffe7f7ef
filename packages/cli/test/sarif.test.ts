import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sarifOf } from '../src/sarif.ts'
import { Repository } from './repository.ts'

/** The parts of SARIF 2.1.0 that are written, as its specification requires them; nothing else may stand there. */
const message = z.strictObject({ text: z.string().min(1) })
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          rules: z.array(z.strictObject({ id: z.string().min(1), shortDescription: message })),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      originalUriBaseIds: z.record(z.string(), z.strictObject({ description: message })),
      results: z.array(
        z.strictObject({
          ruleId: z.string().min(1),
          ruleIndex: z.int().nonnegative(),
          level: z.enum(['none', 'note', 'warning', 'error']),
          message,
          locations: z
            .array(
              z.strictObject({
                physicalLocation: z.strictObject({
                  artifactLocation: z.strictObject({
                    uri: z.string().regex(/^[^/\\ ][^\\ ]*$/),
                    uriBaseId: z.string(),
                  }),
                  region: z
                    .strictObject({
                      startLine: z.int().positive(),
                      startColumn: z.int().positive().optional(),
                    })
                    .optional(),
                }),
              }),
            )
            .optional(),
        }),
      ),
    }),
  ),
})

function resultsOf(stdout: string) {
  const [run] = log.parse(JSON.parse(stdout)).runs
  const { rules } = run!.tool.driver
  for (const { ruleId, ruleIndex } of run!.results) expect(rules[ruleIndex]!.id).toBe(ruleId)
  return run!.results
}

describe('check --sarif prints SARIF 2.1.0', () => {
  test('with no result where nothing is wrong', async () => {
    const { exitCode, stdout } = await Repository.published().rulebook(['check', '--sarif'])
    expect(exitCode).toBe(0)
    expect(resultsOf(stdout)).toEqual([])
  })

  test('with the findings, at their places', async () => {
    const repository = Repository.published()
    repository.edit('RULEBOOK.md', 'Measured on', 'Dreamt on')
    const { exitCode, stdout, stderr } = await repository.rulebook(['check', '--sarif'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    expect(resultsOf(stdout)).toMatchObject([
      {
        ruleId: 'stale',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'RULEBOOK.md', uriBaseId: 'ROOT' },
              region: { startLine: 2, startColumn: 1 },
            },
          },
        ],
      },
    ])
  })

  test('with the faults of papers, and their exit code', async () => {
    const repository = Repository.published()
    repository.edit('papers/finding-things.md', 'as: ratio', 'az: ratio')
    const { exitCode, stdout } = await repository.rulebook(['check', '--sarif'])
    expect(exitCode).toBe(2)
    const [first] = resultsOf(stdout)
    expect(first!.locations![0]!.physicalLocation.artifactLocation.uri).toBe('papers/finding-things.md')
  })
})

test('paths are written as URIs, findings without a place without one', () => {
  const findings = [
    { rule: 'b', severity: 'warning' as const, message: 'One', file: 'my papers/ä#.md', line: 3 },
    { rule: 'a', severity: 'error' as const, message: 'Two' },
  ]
  const results = resultsOf(JSON.stringify(sarifOf(findings, '1.2.3')))
  expect(results[0]!.locations![0]!.physicalLocation).toEqual({
    artifactLocation: { uri: 'my%20papers/%C3%A4%23.md', uriBaseId: 'ROOT' },
    region: { startLine: 3 },
  })
  expect(results[1]).toEqual({ ruleId: 'a', ruleIndex: 0, level: 'error', message: { text: 'Two' } })
})
