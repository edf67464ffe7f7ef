import { defineConfig } from 'vitest/config'

const testTimeout = 240_000

export default defineConfig({
  test: {
    projects: [
      {
        // Measuring beside other tests would measure them too.
        test: {
          name: 'measuring',
          include: ['test/measuring/*.test.ts'],
          testTimeout,
          fileParallelism: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // These install packages, start interpreters, read text and see what fails: no figure in them is looked at.
        test: {
          name: 'unmeasured',
          include: ['test/**/*.test.ts'],
          exclude: ['test/measuring/**'],
          testTimeout,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
