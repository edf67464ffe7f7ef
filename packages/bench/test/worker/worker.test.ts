import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Worker } from '../../src/worker/worker.ts'
import { python } from '../laboratory.ts'

const twins = fileURLToPath(new URL('../../python/noise.py', import.meta.url))

test('a worker answers as often as it is asked', async () => {
  const worker = await Worker.start({ python: (await python()).path })
  try {
    // What ended a worker for no reason did so once in about 15,000 short requests.
    await worker.open(twins, ['one', 'other'], 0, 1e-5, {}, [], 10_000)
    for (let n = 0; n < 40_000; n++) expect(await worker.sample(10_000)).toHaveLength(2)
    await worker.close()
  } finally {
    await worker.stop()
  }
})
