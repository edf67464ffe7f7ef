import { defineConfig } from 'vitest/config'

// Nothing here is timed against a clock: both cores may be used.
export default defineConfig({ test: { testTimeout: 120_000, maxWorkers: 2 } })
