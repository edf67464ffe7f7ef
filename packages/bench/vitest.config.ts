import { defineConfig } from 'vitest/config'

const testTimeout = 240_000
/** These install packages, start interpreters, read text and see what fails: no figure in them is looked at. */
const unmeasured = [
  'careless',
  'code-hash',
  'environment',
  'failing',
  'harness',
  'impossible',
  'interpreter',
  'journal',
  'killed-installation',
  'leaving',
  'loaded',
  'memory',
  'odd',
  'own-code',
  'public-text',
  'record',
  'regular-file',
  'required-packages',
  'reserved-names',
  'run-file',
  'run-text',
  'stack',
  'suite-form',
  'suite-text',
  'unreadable-suites',
  'usable-cores',
  'virtualisation',
  'worker',
].map((name) => `test/${name}.test.ts`)

export default defineConfig({
  test: {
    projects: [
      {
        // Measuring beside other tests would measure them too.
        test: {
          name: 'measuring',
          include: ['test/*.test.ts'],
          exclude: unmeasured,
          testTimeout,
          fileParallelism: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'unmeasured',
          include: unmeasured,
          testTimeout,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
