import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 240_000,
    // Measuring beside other tests would measure them too.
    fileParallelism: false,
  },
})
