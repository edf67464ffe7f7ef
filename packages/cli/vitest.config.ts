import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    testTimeout: 60_000,
    // Two cores measure one thing at a time; beside each other tests would starve their workers.
    maxWorkers: 2,
  },
})
