import { expect, test } from 'vitest'
import { z } from 'zod'
import { runSchema } from '../../src/run/run.ts'

test('the published JSON Schema of a run is up to date', async () => {
  const schema = z.toJSONSchema(runSchema, { io: 'input' })
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schemas/run.schema.json')
})
