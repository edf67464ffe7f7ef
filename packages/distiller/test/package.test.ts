import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { evidenceFileSchema } from '../src/index.ts'

test('the published JSON Schema of the evidence is up to date', async () => {
  const schema = z.toJSONSchema(evidenceFileSchema, { io: 'input' })
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../schemas/evidence.schema.json')
})

test('the distiller and its tokenizer run in a browser: they need nothing of Node', async () => {
  const entry = (name: string) => new URL(`../src/${name}.ts`, import.meta.url).pathname
  const bundled = await build({
    entryPoints: [entry('index'), entry('tokenizer')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    outdir: 'unused',
    splitting: true,
    metafile: true,
    logLevel: 'silent',
  })
  expect(Object.keys(bundled.metafile.inputs).length).toBeGreaterThan(20)
  const own = Object.values(bundled.metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path))
  expect(own.filter((path) => path.startsWith('node:'))).toEqual([])
})
