import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sarifOf } from '../../src/findings/sarif.ts'
import { Repository } from '../repository.ts'

/** The parts of SARIF 2.1.0 that are written, as its specification requires them; nothing else may stand there. */
const message = z.strictObject({ text: z.string().min(1) })
const help = message.extend({ markdown: z.string().min(1) })
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          rules: z.array(
            z.strictObject({ id: z.string().min(1), shortDescription: message, help: help.optional() }),
          ),
        }),
      }),
      invocations: z.tuple([
        z.discriminatedUnion('executionSuccessful', [
          z.strictObject({ executionSuccessful: z.literal(true) }),
          z.strictObject({
            executionSuccessful: z.literal(false),
            exitCode: z.int(),
            toolExecutionNotifications: z.tuple([z.strictObject({ level: z.literal('error'), message })]),
          }),
        ]),
      ]),
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
                      endLine: z.int().positive().optional(),
                      endColumn: z.int().positive().optional(),
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

/** How a check ended that did not come to its end. */
function breakdownOf(stdout: string) {
  const [run] = log.parse(JSON.parse(stdout)).runs
  const [invocation] = run!.invocations
  if (invocation.executionSuccessful) throw new Error('the check came to its end')
  return { exitCode: invocation.exitCode, text: invocation.toolExecutionNotifications[0].message.text }
}

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

  test('in which no text of a finding is a link', () => {
    const text = 'Don’t [press here](https://example.com) rows[0]'
    const findings = [{ rule: 'directive-changed', severity: 'note', message: text } as const]
    const [result] = resultsOf(JSON.stringify(sarifOf(findings, '1.0.0', new Map())))
    expect(result!.message.text).toBe('Don’t \\[press here](https://example.com) rows[0]')
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

describe('check --sarif tells what it broke down on', () => {
  test.each([
    ['a run that is no JSON', 'runs/published.json', '{', /^runs\/published\.json: not JSON/],
    [
      'a run that is another thing',
      'runs/published.json',
      '{}',
      /^runs\/published\.json: not a rulebook\.run\/1/,
    ],
    ['a configuration that is no JSON', 'rulebook.config.json', '{', /rulebook\.config\.json/],
    [
      'no run',
      'runs/published.json',
      null,
      /^There is no runs\/published\.json to check against.*`rulebook rebuild`$/,
    ],
    ['no catalogue', 'rulebook.catalogue.json', null, /rulebook\.catalogue\.json/],
  ])('%s', async (_, file, text, expected) => {
    const repository = Repository.published()
    if (text === null) repository.remove(file)
    else repository.write(file, text)
    const { exitCode, stdout, stderr } = await repository.rulebook(['check', '--sarif'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' })
    const breakdown = breakdownOf(stdout)
    expect(breakdown).toMatchObject({ exitCode: 2, text: expect.stringMatching(expected) })
    expect(breakdown.text).not.toContain(repository.root)
    const json = await repository.json<{ findings: object[] }>(['check'])
    expect(json).toMatchObject({
      exitCode: 2,
      data: { findings: [{ severity: 'error', message: breakdown.text }] },
    })
  })

  test('but a budget that holds no rule is a finding', async () => {
    const repository = Repository.published()
    repository.edit('rulebook.config.json', '{', '{ "budget": 20,')
    const { exitCode, stdout } = await repository.rulebook(['check', '--sarif'])
    expect(exitCode).toBe(3)
    expect(resultsOf(stdout)).toContainEqual(
      expect.objectContaining({
        ruleId: 'over-budget',
        message: {
          text: expect.stringMatching(
            /^A budget of 20 tokens holds no rule, expected at least \d+; raise it$/,
          ),
        },
      }),
    )
  })
})

test('paths are written as URIs, findings without a place without one', () => {
  const findings = [
    {
      rule: 'stale' as const,
      severity: 'warning' as const,
      message: 'One',
      file: 'my papers/ä#.md',
      line: 3,
    },
    { rule: 'failure' as const, severity: 'error' as const, message: 'Two' },
  ]
  const help = new Map([['stale', 'Distil.']])
  const printed = JSON.stringify(sarifOf(findings, '1.2.3', help))
  const results = resultsOf(printed)
  expect(results[0]!.locations![0]!.physicalLocation).toEqual({
    artifactLocation: { uri: 'my%20papers/%C3%A4%23.md', uriBaseId: 'ROOT' },
    region: { startLine: 3 },
  })
  expect(results[1]).toEqual({ ruleId: 'failure', ruleIndex: 0, level: 'error', message: { text: 'Two' } })
  expect(log.parse(JSON.parse(printed)).runs[0]!.tool.driver.rules).toEqual([
    { id: 'failure', shortDescription: { text: 'failure' } },
    { id: 'stale', shortDescription: { text: 'stale' }, help: { text: 'Distil.', markdown: 'Distil.' } },
  ])
})
