import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    testTimeout: 60_000,
    // Each test runs a whole pipeline with workers of its own; more at once would only starve each other.
    maxWorkers: 2,
  },
})
