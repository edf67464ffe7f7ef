import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    testTimeout: 60_000,
    // What is printed in the process of a test is compared; some environments ask for colours.
    env: { NO_COLOR: '1' },
    // Each test runs a whole pipeline with workers of its own; more at once would only starve each other.
    maxWorkers: 2,
  },
})
