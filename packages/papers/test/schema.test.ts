import { expect, test } from 'vitest'
import { z } from 'zod'
import { frontmatterSchema } from '../src/frontmatter-schema.ts'

test('the published JSON Schema of the frontmatter is up to date', async () => {
  const schema = z.toJSONSchema(frontmatterSchema, { io: 'input' })
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../schemas/paper.schema.json')
})
