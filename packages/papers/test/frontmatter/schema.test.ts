import { expect, test } from 'vitest'
import { z } from 'zod'
import { frontmatterSchema } from '../../src/frontmatter/schema.ts'

test('the published JSON Schema of the frontmatter is up to date', async () => {
  const schema = z.toJSONSchema(frontmatterSchema, { io: 'input', target: 'draft-7' })
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schemas/paper.schema.json')
})

test('every field is described, for editors', () => {
  const undescribed: string[] = []
  const walk = (name: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { properties = {} } = value as { properties?: Record<string, { description?: string }> }
    for (const [key, property] of Object.entries(properties)) {
      if (!property.description) undescribed.push(`${name}.${key}`)
    }
    for (const [key, child] of Object.entries(value)) walk(`${name}.${key}`, child)
  }
  walk('', z.toJSONSchema(frontmatterSchema, { io: 'input', target: 'draft-7' }))
  expect(undescribed).toEqual([])
})
