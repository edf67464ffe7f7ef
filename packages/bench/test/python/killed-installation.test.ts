import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { installedPackages } from '../../src/python/installed-packages.ts'
import { fixtures, python, running } from '../laboratory.ts'
import { PackageIndex } from '../package-index.ts'

const program = `
import { provideEnvironment } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)}
await provideEnvironment(JSON.parse(process.argv[1]))
`

test('an installer ends with who started it, and what still writes does not keep the next from its work', async () => {
  const interpreter = await python()
  const index = new PackageIndex(interpreter)
  index.lock(await index.pin('alpha', '1.0'))
  const tools = path.join(index.folder, 'tools')
  const processes = path.join(index.folder, 'processes')
  mkdirSync(tools)
  const uv = path.join(tools, 'uv')
  writeFileSync(uv, `#!/bin/sh\nexec '${interpreter.path}' '${fixtures('unruly-uv.py')}' "$@"\n`, {
    mode: 0o755,
  })
  const env = {
    ...process.env,
    PATH: `${tools}${path.delimiter}${process.env.PATH}`,
    UNRULY_PROCESSES: processes,
  }
  const asked = JSON.stringify(index.options(['alpha']))
  const killed = spawn(process.execPath, ['--input-type=module', '-e', program, asked], { env })
  const pids = () => {
    const text = existsSync(processes) ? readFileSync(processes, 'utf8') : ''
    return text.endsWith(' ') ? text.trim().split(' ').map(Number) : []
  }
  onTestFinished(() => {
    for (const pid of running(pids())) process.kill(pid, 'SIGKILL')
  })
  await vi.waitFor(() => expect(pids()).toHaveLength(2), 30_000)
  killed.kill('SIGKILL')
  const [installer, stray] = pids() as [number, number]
  await vi.waitFor(() => expect(running([installer])).toEqual([]), 10_000)
  expect(running([stray])).toEqual([stray])

  const { interpreter: provided, unavailable } = await index.provide(['alpha'])
  expect(unavailable).toEqual({})
  expect(await installedPackages(provided.path, ['alpha'])).toEqual({ alpha: '1.0' })

  process.kill(stray, 'SIGKILL')
  await vi.waitFor(() => expect(running([stray])).toEqual([]))
  rmSync(provided.path)
  const again = await index.provide(['alpha'])
  expect(again.interpreter).toEqual(provided)
  const local = path.join(index.folder, 'local')
  expect(readdirSync(local)).toEqual([path.basename(path.resolve(provided.path, '../..'))])
})
