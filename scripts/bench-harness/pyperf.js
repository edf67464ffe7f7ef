// pyperf, from PyPI, in an environment of its own: it is installed for this comparison only.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { mean } from './ratio.js'

const version = '2.10.0'

/** Path of a Python that has pyperf; installed with `python` where it is missing. */
export async function installPyperf(python) {
  const directory = fileURLToPath(new URL('../../.rulebook/pyperf/', import.meta.url))
  const executable = path.join(directory, 'bin', 'python')
  const has = await execa(executable, ['-c', 'import pyperf; print(pyperf.__version__)'], { reject: false })
  if (has.stdout?.trim() === version) return executable
  mkdirSync(directory, { recursive: true })
  await execa(python, ['-m', 'venv', '--clear', directory])
  await execa(executable, ['-m', 'pip', 'install', '--quiet', `pyperf==${version}`])
  return executable
}

/**
 * One benchmark by pyperf with its own settings. Answers the
 * logarithm of the mean cost of each process, and the schedule pyperf chose: processes, values and
 * dropped values in each, loops and seconds of a value.
 */
export async function takePyperf(python, directory, member) {
  const { benchmarks, metadata } = await runPyperf(python, directory, member, [])
  const processes = benchmarks[0].runs.filter((run) => run.values)
  const { loops } = { ...metadata, ...benchmarks[0].metadata, ...processes[0].metadata }
  const seconds = loops * mean(processes.map((run) => mean(run.values)))
  return {
    logs: processes.map((run) => Math.log(mean(run.values))),
    schedule: {
      processes: processes.length,
      values: processes[0].values.length,
      dropped: processes[0].warmups?.length ?? 0,
      loops,
      seconds,
    },
  }
}

/** One process of pyperf on a schedule that it chose before: logarithm of the mean cost. */
export async function takePyperfOnce(python, directory, member, { loops, values, dropped }) {
  const options = { processes: 1, loops, values, warmups: dropped }
  const parameters = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
  const { benchmarks } = await runPyperf(python, directory, member, parameters)
  return Math.log(mean(benchmarks[0].runs.at(-1).values))
}

async function runPyperf(python, directory, { setup, statement }, parameters) {
  const file = path.join(directory, 'pyperf.json')
  rmSync(file, { force: true })
  const given = ['--quiet', '-s', setup, '-o', file, ...parameters]
  await execa(python, ['-m', 'pyperf', 'timeit', ...given, statement])
  return JSON.parse(readFileSync(file, 'utf8'))
}
