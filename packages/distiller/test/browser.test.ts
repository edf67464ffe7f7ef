import { fileURLToPath } from 'node:url'
import { type BuildResult, build } from 'esbuild'
import { describe, expect, test } from 'vitest'

/** Bundle a module of the package for browsers, where an import of a Node built-in is an error. */
async function bundle(contents: string): Promise<BuildResult<{ metafile: true }>> {
  const resolveDir = fileURLToPath(new URL('../src', import.meta.url))
  const stdin = { contents, resolveDir, loader: 'ts' as const }
  return build({
    stdin,
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
  })
}

async function inputs(entry: string): Promise<string[]> {
  const { metafile } = await bundle(`export * from '${entry}'`)
  return Object.keys(metafile.inputs)
}

describe('the distiller runs in a browser', () => {
  test.each(['./index.ts', './tokenizer.ts'])('%s imports no Node built-in', async (entry) => {
    await expect(inputs(entry)).resolves.not.toEqual([])
  })

  test('a Node built-in would be noticed', async () => {
    await expect(bundle(`export * from 'node:fs'`)).rejects.toThrow(/node:fs/)
  })

  test('its index loads no token table, and of the workspace only kinds and the checks for unsafe text', async () => {
    const loaded = await inputs('./index.ts')
    expect(loaded.filter((file) => file.includes('gpt-tokenizer'))).toEqual([])
    const others = loaded.filter((file) => /packages\/(?!distiller)|(?:^|\/)(?:papers|bench)\//.test(file))
    expect(others.map((file) => file.split('/').at(-1)).sort()).toEqual([
      'chat-token.js',
      'kinds.js',
      'plain-signs.js',
      'script.js',
      'unsafe-address.js',
      'unsafe-text.js',
    ])
  })
})
