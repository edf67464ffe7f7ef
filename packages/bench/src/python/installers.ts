import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ProcessGroup } from '../process/process-group.ts'
import { type Refusal, refusalIn } from './installer-failure.ts'

/** Runs a command that does not outlive this process, whatever ends it. */
const runWithParent = fileURLToPath(new URL('../../python/run_with_parent.py', import.meta.url))

/** A program that fills a virtual environment from a requirements file. */
export interface Installer {
  name: 'uv' | 'pip'
  /** Make an empty virtual environment. Answers why it could not, or `null`. */
  create(directory: string): Promise<Refusal | null>
  /** Install wheels that have the hashes of the file, nothing else. Answers why it could not, or `null`. */
  install(python: string, requirements: string): Promise<Refusal | null>
}

export interface InstallerOptions {
  /** The Python that the environments are made from. */
  python: string
  signal?: AbortSignal | undefined
  /** What the installer is doing, as it says it. */
  onProgress?: ((line: string) => void) | undefined
}

/** uv where it is on the PATH, then venv with pip. */
export async function findInstallers(options: InstallerOptions): Promise<Installer[]> {
  const { execa } = await import('execa')
  const uv = await execa('uv', ['--version'], { reject: false, stdin: 'ignore', timeout: 10_000 })
  return [...(uv.failed ? [] : [uvInstaller(options)]), await pipInstaller(options)]
}

const wheelsOnly = ['--require-hashes', '--no-deps', '--only-binary', ':all:']

function uvInstaller(options: InstallerOptions): Installer {
  return {
    name: 'uv',
    create: (directory) => attempt('uv', ['venv', '--quiet', '--python', options.python, directory], options),
    install: (python, requirements) =>
      attempt('uv', ['pip', 'install', '--python', python, ...wheelsOnly, '-r', requirements], options),
  }
}

/**
 * Python is run isolated, so that no `pip.py` of the folder that we were started in is run in place of pip.
 * The interpreter's own pip where it can install elsewhere (22.3), which saves putting one into the environment.
 */
async function pipInstaller(options: InstallerOptions): Promise<Installer> {
  const { execa } = await import('execa')
  const asked = await execa(options.python, ['-I', '-m', 'pip', '--version'], {
    reject: false,
    stdin: 'ignore',
  })
  const [major = 0, minor = 0] = (asked.stdout ?? '').match(/\d+/g)?.map(Number) ?? []
  const own = !asked.failed && (major > 22 || (major === 22 && minor >= 3))
  const quietly = [
    '--disable-pip-version-check',
    '--no-input',
    '--progress-bar',
    'off',
    '--retries',
    '2',
    '--no-compile',
  ]
  const last = [...quietly, ...wheelsOnly, '-r']
  return {
    name: 'pip',
    async create(directory) {
      const pip = own ? ['--without-pip'] : []
      const failed = await attempt(
        options.python,
        ['-I', '-m', 'venv', '--clear', ...pip, directory],
        options,
      )
      if (!failed || !/ensurepip/.test(failed.reason)) return failed
      const reason =
        'this Python has neither pip nor ensurepip (Debian: apt-get install python3-venv), and uv is not installed'
      return { reason, outage: false }
    },
    install: (python, requirements) =>
      own
        ? attempt(
            options.python,
            ['-I', '-m', 'pip', '--python', python, 'install', ...last, requirements],
            options,
          )
        : attempt(python, ['-I', '-m', 'pip', 'install', ...last, requirements], options),
  }
}

/** Run a command and pass its lines on; answers why it failed, or `null`. It ends with this process. */
async function attempt(
  command: string,
  parameters: string[],
  { python, signal, onProgress }: InstallerOptions,
): Promise<Refusal | null> {
  const env = {
    ...process.env,
    // A user's settings must not lead out of the environment.
    PIP_USER: '0',
    PIP_REQUIRE_VIRTUALENV: '0',
    UV_NO_PROGRESS: '1',
    UV_HTTP_RETRIES: process.env.UV_HTTP_RETRIES ?? '1',
    // The environment is moved when it is complete; bytecode would name the place where it was made.
    UV_COMPILE_BYTECODE: '0',
    PYTHONPATH: undefined,
  }
  const group = await ProcessGroup.start(python, ['-I', runWithParent, command, ...parameters], { env })
  const stop = () => group.kill()
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop)
  let said = ''
  const { stdin, stdout } = group.head
  stdin.on('error', () => {}).end()
  createInterface({ input: stdout }).on('line', (line) => {
    said += `${line}\n`
    if (/^\s*(Downloading|Installing|Prepared)\b/.test(line)) onProgress?.(line.trim())
  })
  const { code, failure } = await group.ended
  signal?.removeEventListener('abort', stop)
  signal?.throwIfAborted()
  return code === 0 ? null : refusalIn(said, failure?.message ?? `it exited with code ${code}`)
}
