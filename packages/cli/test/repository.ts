import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sealed, withoutSeal } from '@rulebook/bench/seal'
import { execa } from 'execa'
import { inject, onTestFinished } from 'vitest'
import { baseVariables } from '../src/checks/base/base-branch.ts'
import { hashFile } from '../src/files/fingerprint.ts'
import { signerOf } from '../src/files/machine-secret.ts'
import { binary, fixture } from './binary.ts'

export interface RunOptions {
  /** False hides every Python: nothing is on the PATH. */
  python?: boolean
  env?: Record<string, string>
  /** A command that runs the command, such as one that sets limits first. */
  wrapper?: string[]
  /** Id of the user and the group to run as. */
  user?: number
  /** Lead a process group of its own, as a command typed on a terminal does. */
  group?: boolean
  /** Working directory; the repository's root by default. */
  directory?: string
  /** What standard input is; nothing to read by default. */
  stdin?: 'ignore' | 'pipe'
}

/** What the surroundings of the tests say is not said of their repositories. */
const notInherited = new Set(['RULEBOOK_PYTHON', 'VITEST', ...baseVariables])

/** Environment variable by which the processes of a repository are known. */
export const repositoryMark = 'REPOSITORY_UNDER_TEST'

/** What a command printed and how it ended. */
export interface Ended {
  exitCode: number
  stdout: string
  stderr: string
}

/** A temporary repository, in which the real binary is run; removed when its test ends. */
export class Repository {
  root = mkdtempSync(path.join(os.tmpdir(), 'rulebook-cli-'))

  private constructor(template: string | null) {
    if (template !== null) cpSync(template, this.root, { recursive: true })
    chmodSync(this.root, 0o755)
    const { root } = this
    onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  }

  /** A folder that holds nothing. */
  static empty(): Repository {
    return new Repository(null)
  }

  /** Papers and suites alone: nothing has been measured or written yet. */
  static blank(): Repository {
    return new Repository(fixture)
  }

  /** As `rulebook rebuild` leaves it: measured on this machine, published, nothing stale. */
  static published(): Repository {
    const repository = new Repository(inject('published'))
    // It was measured in another place.
    repository.seal('.rulebook/run.json')
    const stamp = JSON.parse(repository.read('.rulebook/stamp.json'))
    stamp.fingerprint['.rulebook/run.json'] = hashFile(repository.path('.rulebook/run.json'))
    repository.write('.rulebook/stamp.json', JSON.stringify(stamp))
    repository.seal('.rulebook/stamp.json')
    return repository
  }

  /** As in a fresh clone: published, and nothing measured here yet. */
  static cloned(): Repository {
    const repository = new Repository(inject('published'))
    repository.remove('.rulebook')
    return repository
  }

  /** Run `rulebook` with these arguments to its end. */
  async rulebook(commandLine: string[], options: RunOptions = {}): Promise<Ended> {
    const { exitCode, stdout, stderr } = await this.start(commandLine, options)
    return { exitCode: exitCode ?? -1, stdout: String(stdout), stderr: String(stderr) }
  }

  /** Run `rulebook` with `--json` and parse what it prints. */
  async json<Data>(commandLine: string[], options: RunOptions = {}): Promise<Ended & { data: Data }> {
    const ended = await this.rulebook([...commandLine, '--json'], options)
    return { ...ended, data: JSON.parse(ended.stdout) }
  }

  /** Start `rulebook` and answer the process that runs. */
  start(
    commandLine: string[],
    {
      python = true,
      env = {},
      wrapper = [],
      user,
      group = false,
      directory,
      stdin = 'ignore',
    }: RunOptions = {},
  ) {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !notInherited.has(name)),
    )
    const [command, ...rest] = [...wrapper, process.execPath, binary, ...commandLine]
    return execa(command!, rest, {
      cwd: directory ?? this.root,
      reject: false,
      stdin,
      detached: group,
      extendEnv: false,
      ...(user === undefined ? {} : { uid: user, gid: user }),
      env: {
        ...inherited,
        NO_COLOR: '1',
        [repositoryMark]: this.root,
        ...(python ? {} : { PATH: path.join(this.root, 'no-such-folder') }),
        ...env,
      },
    })
  }

  path(file: string): string {
    return path.join(this.root, file)
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8')
  }

  /** A file's text, or `null` when there is none. */
  text(file: string): string | null {
    return existsSync(this.path(file)) ? this.read(file) : null
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true })
    writeFileSync(this.path(file), text)
  }

  /** Seal a JSON file of local state, as if rulebook had written it here. */
  seal(file: string): void {
    const text = withoutSeal(this.read(file))
    writeFileSync(this.path(file), sealed(text, path.basename(file), signerOf(this.root)))
  }

  /** Replace one piece of a file, which must be there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file)
    if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`)
    this.write(
      file,
      text.replace(from, () => to),
    )
  }

  remove(file: string): void {
    rmSync(this.path(file), { recursive: true, force: true })
  }

  /** Every file but the git-ignored state of this machine, with its text, for comparing before and after. */
  contents(): Record<string, string> {
    const files = readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.root, path.join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith('.rulebook'))
    return Object.fromEntries(files.sort().map((file) => [file, this.read(file)]))
  }
}
