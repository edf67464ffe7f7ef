import { expect, test } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../src/repository/settings.ts'
import { Repository } from '../repository.ts'

test('the published JSON Schema of the configuration is up to date', async () => {
  const schema = z.toJSONSchema(configSchema, { io: 'input' })
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schemas/config.schema.json')
})

test('every setting is described for editors', () => {
  for (const [name, setting] of Object.entries(configSchema.shape))
    expect(setting.description, name).toMatch(/\.$/)
})

test.each([
  ['no JSON', '{', ['not JSON', 'mend it']],
  ['no object', '[]', ['expected object']],
  [
    'several faults at once',
    '{ "budget": 3, "papres": "x", "papers": "../x" }',
    ['“papres”; did you mean papers?', 'budget', 'inside'],
  ],
  ['a key like none', '{ "frobnicate": 1 }', ['“frobnicate”; expected $schema, title, papers']],
  ['a folder of papers that is not there', '{ "papers": "nowhere" }', ['papers folder nowhere', 'create it']],
])('%s is told with what mends it', async (_, text, said) => {
  const repository = Repository.published()
  repository.write('rulebook.config.json', text)
  const { exitCode, stdout, stderr } = await repository.rulebook(['check'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('error ')
  for (const part of said) expect(stderr).toContain(part)
  expect(stderr).not.toMatch(/^\s+at \w/m)
})

test('a byte order mark before the settings is no fault', async () => {
  const repository = Repository.published()
  repository.write('rulebook.config.json', `\ufeff${repository.read('rulebook.config.json')}`)
  expect(await repository.rulebook(['check'])).toMatchObject({ exitCode: 0, stderr: '' })
})

test('a folder of suites that is not there is told with what mends it', async () => {
  const repository = Repository.published()
  repository.write('rulebook.config.json', '{ "suites": "nowhere" }')
  const { exitCode, stderr } = await repository.rulebook(['measure'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('The suites folder nowhere is not there')
})

test('every folder of own code that is not there is told, and doctor names it', async () => {
  const repository = Repository.published()
  repository.write('rulebook.config.json', '{ "pythonPath": ["suites", "lib", "src/python"] }')
  const { exitCode, stderr } = await repository.rulebook(['measure'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('The folder lib of pythonPath is not there')
  expect(stderr).toContain('The folder src/python of pythonPath is not there')
  expect(stderr).not.toContain('The folder suites of')
  const doctor = await repository.rulebook(['doctor'])
  expect(doctor.exitCode).toBe(1)
  expect(doctor.stdout).toContain('✓ folder of own code: suites\n')
  expect(doctor.stdout).toContain(
    '✗ folder of own code: none; create lib, or name another in rulebook.config.json',
  )
})

test.each(['runs/published.json', 'rulebook.catalogue.json'])(
  'a damaged %s is told with what mends it, never with a stack',
  async (file) => {
    const repository = Repository.published()
    repository.write(file, '{ "schema": ')
    const { exitCode, stderr } = await repository.rulebook(['check'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(file.split('/').at(-1))
    expect(stderr).toMatch(/restore it|write it again/)
    expect(stderr).not.toMatch(/^\s+at /m)
  },
)

test('a damaged local run is left aside and measured anew', async () => {
  const repository = Repository.published()
  repository.write('.rulebook/run.json', '{ "schema": ')
  const { exitCode, stdout, stderr } = await repository.rulebook(['rebuild'])
  expect(exitCode).toBe(0)
  expect(stderr).toContain('the local run is left aside')
  expect(stdout).toContain('measured 3 blocks')
})
