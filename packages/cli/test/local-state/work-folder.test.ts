import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describeMachine } from '@rulebook/bench'
import { expect, onTestFinished, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnoses/diagnosis.ts'
import { Repository } from '../repository.ts'

const memory = '/dev/shm'
const { filesystem } = await describeMachine(memory)

async function workFolderOf(repository: Repository): Promise<Diagnosis> {
  const { data } = await repository.json<{ diagnoses: Diagnosis[] }>(['doctor'])
  return data.diagnoses.find(({ what }) => what === 'work folder')!
}

test('the filesystem of the work folder is told', async () => {
  const repository = Repository.published()
  const { machine } = JSON.parse(repository.read('.rulebook/run.json'))
  const state = machine.filesystem === 'tmpfs' ? 'note' : 'fine'
  expect(await workFolderOf(repository)).toMatchObject({
    state,
    found: expect.stringContaining(machine.filesystem),
  })
})

test.runIf(filesystem === 'tmpfs')(
  'a work folder in memory is pointed out before anything is measured',
  async () => {
    const repository = Repository.published()
    const folder = mkdtempSync(path.join(memory, 'rulebook-cli-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    cpSync(repository.root, folder, { recursive: true })
    repository.root = folder
    repository.seal('.rulebook/run.json')
    expect(await workFolderOf(repository)).toMatchObject({
      state: 'note',
      found: expect.stringContaining('lies in memory (tmpfs)'),
      fix: 'move the repository to a disk',
    })
    const measure = await repository.rulebook(['measure', '--filter', 'list_miss', '--effort', 'quick'])
    expect(measure.stderr).toContain('the work folder lies in memory (tmpfs)')
    // What was measured on a disk does not hold here.
    expect(measure.stdout).toMatch(/measured 1 blocks/)
  },
)
