import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The site is built once, for all tests.
  test: { include: ['test/**/*.test.ts'], hookTimeout: 300_000, testTimeout: 30_000 },
})
