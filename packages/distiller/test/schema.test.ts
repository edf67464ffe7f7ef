import { expect, test } from 'vitest'
import { z } from 'zod'
import { evidenceFileSchema } from '../src/evidence-file.ts'

test('the published JSON Schema of the evidence file is up to date', async () => {
  const schema = z.toJSONSchema(evidenceFileSchema, { io: 'input' })
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../schemas/evidence.schema.json')
})
