import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Laboratory, normally } from '../laboratory.ts'

// Told by intervals, which a busy machine widens: a second and third look are allowed.
test('a benchmark whose block changes its cost carries a warning, its neighbours do not', {
  retry: 2,
}, async () => {
  const laboratory = new Laboratory('neighbours')
  const { run } = await laboratory.measure({ effort: { ...normally, processes: 6, passes: 16 } })
  expect(run.skipped).toEqual([])
  const warnings = Object.fromEntries(
    run.blocks.flatMap((block) =>
      block.benchmarks.map(({ id, warnings }) => [
        id.split('/')[1],
        warnings.filter(({ code }) => code === 'contaminated').map(({ message }) => message),
      ]),
    ),
  )
  expect(warnings).toEqual({
    victim: [expect.stringMatching(/^costs [2-4]\d\d % more in its block than alone$/)],
    meddler: [],
    bystander: [],
    one: [],
    other: [],
    awaited: [],
  })
  expect(run.blocks.map(({ compared }) => compared)).toEqual(run.blocks.map(() => true))
  // What ran alone left nothing behind.
  expect(readdirSync(laboratory.work)).toEqual([])
})
