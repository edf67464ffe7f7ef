import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import os from 'node:os'
import type { Machine } from '../run/run.ts'
import { recordedLine, textLimits } from '../run/run-text.ts'
import type { ReadSystem } from './control-groups.ts'
import { usableCores } from './usable-cores.ts'

/** Magic numbers of `statfs(2)`, for the filesystems that benchmarks are likely to meet. */
const filesystems: Record<number, string> = {
  61267: 'ext4',
  16914836: 'tmpfs',
  2240043254: 'ramfs',
  1481003842: 'xfs',
  2435016766: 'btrfs',
  2035054128: 'overlayfs',
  26985: 'nfs',
  1702057286: '9p',
  801189825: 'zfs',
  1702057283: 'virtiofs',
  26: 'apfs',
}

/** Describe this machine. `directory` is the folder whose filesystem file and database benchmarks use. */
export async function describeMachine(directory: string): Promise<Machine> {
  const processors = os.cpus()
  return {
    cpu: processorName(fact(processors[0]?.model ?? ''), readText('/proc/cpuinfo') ?? ''),
    cores: Math.max(1, processors.length),
    usableCores: usableCores(Math.max(1, processors.length)),
    memory: os.totalmem(),
    os: os.platform(),
    kernel: fact(os.release()),
    arch: os.arch(),
    virtualisation: virtualisation(),
    filesystem: await filesystem(directory),
  }
}

/**
 * A processor by the name that the system gives it. Hypervisors like to give one that fits many
 * (`AMD EPYC`); the numbers of `/proc/cpuinfo` tell these apart.
 */
export function processorName(name: string, cpuinfo: string): string {
  const known = name || 'unknown'
  if (/\d/.test(known)) return known
  const numbers = [
    ['family', 'cpu family'],
    ['model', 'model'],
    ['implementer', 'CPU implementer'],
    ['part', 'CPU part'],
  ].flatMap(([word, field]) => {
    const number = new RegExp(`^${field}\\s*:\\s*(\\w+)$`, 'm').exec(cpuinfo)?.[1]
    return number === undefined ? [] : [`${word} ${number}`]
  })
  return numbers.length === 0 ? known : `${known} (${numbers.join(', ')})`
}

/** What a system says of itself, on one line: firmware and kernels write odd things into their names. */
function fact(text: string): string {
  return recordedLine(text, textLimits.fact)
}

/** Two runs may be compared as of one machine when these agree; memory and kernel may change under it. */
export function sameMachine(a: Machine, b: Machine): boolean {
  return machineIdentity(a) === machineIdentity(b)
}

/** The fields that decide speed, as one string. */
export function machineIdentity(machine: Machine): string {
  return JSON.stringify([machine.cpu, machine.cores, machine.usableCores, machine.os, machine.arch])
}

/** `container`, the name of a hypervisor, or both: `container on KVM`; `null` where neither was recognised. */
export function virtualisation(read: ReadSystem = readText): string | null {
  const inside = ['/.dockerenv', '/run/.containerenv'].some((file) => read(file) !== null)
  // A guest's processor has this flag; its firmware most often names who made the host.
  const isGuest = /\bhypervisor\b/.test(read('/proc/cpuinfo') ?? '')
  const host = isGuest ? [fact(read('/sys/class/dmi/id/sys_vendor') ?? '') || 'a hypervisor'] : []
  return [...(inside ? ['container'] : []), ...host].join(' on ') || null
}

async function filesystem(directory: string): Promise<string | null> {
  try {
    const { type } = await statfs(directory)
    return filesystems[type] ?? `0x${type.toString(16)}`
  } catch {
    return null
  }
}

/** Does a filesystem of this type keep files in memory, so that nothing waits for a disk? */
export function isInMemory(filesystem: string | null): boolean {
  return filesystem === 'tmpfs' || filesystem === 'ramfs'
}

/** A reading of the processor-time counters, for the share stolen by the hypervisor. */
export interface ProcessorTime {
  total: number
  stolen: number
}

/** Processor time since boot, in ticks; `null` where the system does not tell (anything but Linux). */
export function processorTime(): ProcessorTime | null {
  const line = readText('/proc/stat')?.split('\n', 1)[0]
  const ticks = line
    ?.match(/^cpu\s+(.*)$/)?.[1]
    ?.split(/\s+/)
    .map(Number)
  if (!ticks || ticks.length < 8) return null
  return { total: ticks.slice(0, 8).reduce((sum, n) => sum + n, 0), stolen: ticks[7]! }
}

/** Share of processor time stolen between two readings, 0–1, or `null` where unknown. */
export function stealBetween(before: ProcessorTime | null, after: ProcessorTime | null): number | null {
  if (!before || !after || after.total <= before.total) return null
  return round((after.stolen - before.stolen) / (after.total - before.total))
}

/** One-minute load average, or `null` where the system has none. */
export function load(): number | null {
  return os.platform() === 'win32' ? null : round(os.loadavg()[0]!)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
