import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execa } from 'execa'
import { vi } from 'vitest'
import { type EnvironmentOptions, type FoundInterpreter, provideEnvironment } from '../src/index.ts'
import { fixtures, Laboratory } from './laboratory.ts'

/** An index of wheels on the disk, a lock over it, and no way to any other index. */
export class PackageIndex {
  readonly folder = new Laboratory().folder
  readonly wheels = path.join(this.folder, 'wheels')
  readonly requirements = path.join(this.folder, 'requirements.txt')
  readonly said: string[] = []

  readonly #interpreter: FoundInterpreter

  constructor(interpreter: FoundInterpreter) {
    this.#interpreter = interpreter
    mkdirSync(this.wheels)
    for (const tool of ['PIP', 'UV']) {
      vi.stubEnv(`${tool}_NO_INDEX`, '1')
      vi.stubEnv(`${tool}_FIND_LINKS`, this.wheels)
    }
    vi.stubEnv('PIP_CONFIG_FILE', '/dev/null')
  }

  /** Build a wheel; answers its line of a lock. */
  async pin(name: string, version: string, via = ''): Promise<string> {
    const { stdout } = await execa(this.#interpreter.path, [fixtures('wheel.py'), this.wheels, name, version])
    return `${name}==${version} \\\n    --hash=sha256:${stdout}\n    # via ${via || '-r requirements.in'}\n`
  }

  lock(...pins: string[]): void {
    writeFileSync(this.requirements, pins.join(''))
  }

  /** What an environment is provided by. */
  options(required: string[], retry = false): EnvironmentOptions {
    return {
      directory: path.join(this.folder, 'local'),
      interpreter: this.#interpreter,
      required,
      requirements: this.requirements,
      retry,
    }
  }

  provide(required: string[], retry = false) {
    return provideEnvironment({
      ...this.options(required, retry),
      onProgress: (line) => this.said.push(line),
    })
  }
}
