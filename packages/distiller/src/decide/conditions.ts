import type { Machine, Run } from '@rulebook/bench'

const version = ({ interpreter }: Run) => `${interpreter.implementation} ${interpreter.version}`
const build = ({ interpreter }: Run) => JSON.stringify([interpreter.compiler, interpreter.flags])
const system = ({ machine }: Run) =>
  `${machine.cpu}, ${machine.cores} cores, ${machine.usableCores} of them usable, ${machine.os} ${machine.arch}, ${filesystem(machine)}`
const filesystem = (machine: Machine) => machine.filesystem ?? 'unknown filesystem'

/** What must be equal for two runs to be comparable: interpreter, build, machine and filesystem, as one text. */
export function conditionsOf(run: Run): string {
  return JSON.stringify([version(run), build(run), system(run)])
}

/** Why a local run is of other conditions than a published one, in words; `null` when it is not. */
export function otherConditions(published: Run, local: Run): string | null {
  if (version(published) !== version(local))
    return `measured with ${version(local)}, published with ${version(published)}`
  if (build(published) !== build(local)) return `${version(local)} here is another build`
  const [there, here] = [system(published), system(local)]
  return there === here ? null : `measured on ${here}, published on ${there}`
}

/** Was it measured with a debug build of the interpreter, which is slower by factors of its own? */
export function isDebugBuild({ interpreter }: Run): boolean {
  return interpreter.flags.includes('debug')
}
