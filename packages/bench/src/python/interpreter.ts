import { type Answer, ask } from '../process/process-group.ts'
import { type Interpreter, interpreterSchema } from '../run/run.ts'
import { recordedLine, textLimits } from '../run/run-text.ts'

/** A Python that can run the worker. */
export interface FoundInterpreter {
  /** Absolute path of the real executable, shims resolved. Never written into a run. */
  path: string
  interpreter: Interpreter
}

/** What was tried and why it cannot be used. */
export interface RejectedInterpreter {
  command: string
  reason: string
}

/** The result of looking for a Python. */
export type InterpreterSearch =
  | { found: FoundInterpreter; rejected: RejectedInterpreter[] }
  | { found: null; rejected: RejectedInterpreter[] }

/** The oldest CPython the worker supports. */
export const oldestPython = '3.10'

const probe = `
import json, os, platform, sys, sysconfig
args = sysconfig.get_config_var("CONFIG_ARGS") or ""
flags = [name for name, on in (
    ("pgo", "--enable-optimizations" in args),
    ("lto", "--with-lto" in args),
    ("debug", bool(sysconfig.get_config_var("Py_DEBUG"))),
    ("free-threading", bool(sysconfig.get_config_var("Py_GIL_DISABLED"))),
    ("jit", "--enable-experimental-jit" in args),
) if on]
print(json.dumps({
    "path": os.path.realpath(sys.executable) if sys.prefix == sys.base_prefix else sys.executable,
    "supported": sys.version_info >= (3, 10),
    "interpreter": {
        "implementation": platform.python_implementation(),
        "version": platform.python_version(),
        "compiler": platform.python_compiler(),
        "flags": flags,
    },
}))
`

/**
 * Find a Python: the given one, else `RULEBOOK_PYTHON`, else `python3`, else `python` on the PATH.
 * Never throws; what was tried is in `rejected`. An explicit choice is not replaced by another.
 */
export async function findInterpreter(
  python?: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<InterpreterSearch> {
  const chosen = python ?? environment.RULEBOOK_PYTHON
  const rejected: RejectedInterpreter[] = []
  for (const command of chosen ? [chosen] : ['python3', 'python']) {
    const result = await askInterpreter(command, environment)
    if ('path' in result) return { found: result, rejected }
    rejected.push(result)
  }
  return { found: null, rejected }
}

/** Ask a command whether it is a Python to measure with, for so many milliseconds. Never throws. */
export async function askInterpreter(
  command: string,
  environment: NodeJS.ProcessEnv,
  timeout = 20_000,
): Promise<FoundInterpreter | RejectedInterpreter> {
  // Isolated: a module of the folder that we were started in is not to be taken for Python's own.
  const answer = await ask(command, ['-I', '-c', probe], { timeout, env: environment })
  if (answer.failure?.code === 'ENOENT') return { command, reason: 'not found on the PATH' }
  if (answer.late) return { command, reason: `gave no answer within ${timeout / 1000} s` }
  if (answer.failure || answer.code !== 0) return { command, reason: refusalOf(answer) }
  try {
    const told = JSON.parse(answer.stdout.trim().split('\n').at(-1) ?? '')
    if (told.interpreter.implementation !== 'CPython') {
      return { command, reason: `is ${told.interpreter.implementation}; only CPython can be measured` }
    }
    if (!told.supported) {
      return { command, reason: `is Python ${told.interpreter.version}; ${oldestPython} or newer is needed` }
    }
    const compiler = recordedLine(told.interpreter.compiler, textLimits.fact)
    return { path: told.path, interpreter: interpreterSchema.parse({ ...told.interpreter, compiler }) }
  } catch {
    return { command, reason: 'did not answer like a Python' }
  }
}

/** Characters of what a command printed that are told. */
const mostTold = 80

/** Why a command that failed is no Python, with the last line that it printed; never what it was asked. */
function refusalOf({ failure, stderr, code, signal }: Answer): string {
  if (failure) return `cannot be started (${failure.code || failure.message})`
  // Commands that take the question for the name of a file print it, some with its line ends escaped.
  const own = stderr.split('\n').filter((line) => line.trim() !== '' && !probe.includes(line))
  const said = own.at(-1)?.trim().replaceAll(/\s+/g, ' ')
  if (said === undefined) {
    return `is no Python that works: it ${signal ? `was ended by ${signal}` : `ended with exit code ${code}`}`
  }
  return `is no Python that works: it printed “${said.length > mostTold ? `${said.slice(0, mostTold)}…` : said}”`
}
