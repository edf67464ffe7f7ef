import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Run } from '../../src/index.ts'
import { briefly, cost, python, running } from '../laboratory.ts'
import { type Odd, oddLaboratory } from '../odd-suites.ts'

/** Seconds for what hangs, and for what does not. */
const shortly = 2
const amply = 30
const limit = `did not end within ${shortly} s`
const atOnce = 6

interface Case extends Odd {
  /** Why the block is skipped; measured when left out. */
  reason?: RegExp | string
  fix?: RegExp
  memoryLimit?: number
  /** The oldest Python that has what this needs. */
  from?: number
  /** What it wrote into `../pids` has to end. */
  leaves?: boolean
}

const forever = 'while True:\n    pass'
const noted = (pid: string) => `with open("../pids", "a") as file:\n    file.write(f"{${pid}}\\n")`

const hangs: Record<string, Case> = {
  'the import goes on for ever': {
    top: forever,
    reason: /^importing odd\.py did not end within 2 s \(odd\.py:[34]\)$/,
    fix: /^make the top level of odd\.py, and what it imports, end, or allow more than 2 s with --timeout or `timeoutSeconds`/,
  },
  'the import waits for an answer': {
    top: 'import socket\nserver = socket.create_server(("127.0.0.1", 0))\nserver.accept()',
    reason: `importing odd.py ${limit} (odd.py:5)`,
  },
  'the import waits for itself': {
    top: 'import _locked',
    beside: {
      '_locked.py':
        'import threading\ndef again():\n    import _locked\n    _locked.done\nthread = threading.Thread(target=again)\nthread.start()\nthread.join()\n',
    },
    reason: `importing odd.py ${limit} (odd.py:3)`,
  },
  'the setup never ends': {
    setup: 'threading.Event().wait()',
    reason: `setting up odd ${limit} (odd.py:7)`,
    fix: /^make the setup of odd in odd\.py end, or allow/,
  },
  'the statement never ends': {
    statement: forever,
    reason: /^calibrating odd did not end within 2 s \(odd\.py:(9|10)\)$/,
    fix: /^make the statement of odd in odd\.py shorter, or allow/,
  },
  'the statement never ends once it is sampled': {
    statement: `while gc.get_freeze_count():\n    pass`,
    reason: /^timing odd did not end within 2 s \(odd\.py:(9|10)\)$/,
  },
  'the teardown never ends': {
    teardown: 'time.sleep(600)',
    reason: `tearing down odd ${limit} (odd.py:11)`,
    fix: /^make the teardown of odd in odd\.py end, or allow/,
  },
  'a task never ends': {
    isAsync: true,
    statement: 'import asyncio\nawait asyncio.Event().wait()',
    reason: `calibrating odd ${limit}`,
  },
  'an exception does not end telling what it says': {
    top: `class Odd(Exception):\n    def __str__(self):\n        while True:\n            pass`,
    statement: 'raise Odd',
    reason: /^asking the exception Odd for its message did not end within 2 s \(odd\.py:[56]\)$/,
    fix: /^make `__str__` of Odd end, or allow/,
  },
  'the process stops itself': {
    statement: 'os.kill(os.getpid(), signal.SIGSTOP)',
    reason: `calibrating odd ${limit}: the process was stopped, as by SIGSTOP`,
  },
  'it hangs and does not say where': {
    top: 'signal.signal(signal.SIGUSR2, signal.SIG_IGN)',
    setup: forever,
    reason: `setting up odd ${limit}`,
  },
  'it hangs behind a thousand threads': {
    top: 'threading.stack_size(65536)\nfor _ in range(1000):\n    threading.Thread(target=threading.Event().wait).start()',
    setup: forever,
    reason: /^setting up odd did not end within 2 s/,
  },
  'fresh: the import never ends': {
    options: 'fresh=True',
    top: `def wait():\n    time.sleep(600)\nwait()`,
    statement: 'wait()',
    reason: 'the fresh interpreter took more than 1.6 s (odd.py:4)',
  },
  'it takes the descriptors of the harness': {
    setup: 'os.closerange(3, 64)\nfiles = [open(os.devnull, "r+b", 0) for _ in range(32)]',
    reason: /^its answer did not arrive: the suite closed or took file descriptors that it did not open/,
    fix: /^let block odd of odd\.py close and write only what it opened/,
  },
}

const ends: Record<string, Case> = {
  'the import asks for input': { top: 'input()', reason: /^EOFError: .* \(odd\.py:3\)$/ },
  'the import ends the process': {
    top: 'os._exit(7)',
    reason: 'the worker exited with code 7 while importing odd.py',
  },
  'the setup ends the process': {
    setup: 'os._exit(0)',
    reason: 'the worker exited with code 0 while setting up odd',
  },
  'SystemExit is raised': { statement: 'sys.exit("enough")', reason: 'SystemExit: enough (odd.py:9)' },
  'SystemExit is raised by the import': { top: 'sys.exit(3)', reason: 'SystemExit: 3 (odd.py:3)' },
  'GeneratorExit is raised': { statement: 'raise GeneratorExit', reason: 'GeneratorExit (odd.py:9)' },
  'an exception cannot say anything': {
    top: 'class Odd(BaseException):\n    def __str__(self):\n        raise KeyboardInterrupt',
    statement: 'raise Odd',
    reason: /^Odd: it cannot be told, for its words raise KeyboardInterrupt \(odd\.py:11\)$/,
  },
  'an exception says 100 MB': {
    statement: 'raise ValueError("x" * 100_000_000)',
    reason: /^ValueError: x+…x* \(odd\.py:9\)$/,
  },
  'it calls itself without end': {
    top: 'def deeper():\n    deeper()',
    statement: 'deeper()',
    reason: /^RecursionError: maximum recursion depth exceeded.* \(odd\.py:4\)$/,
  },
  'it crashes Python': {
    top: 'import ctypes',
    setup: 'ctypes.string_at(0)',
    reason: 'the worker was ended by SIGSEGV while setting up odd (odd.py:7)',
  },
  'an alarm ends it': {
    top: 'signal.signal(signal.SIGALRM, signal.SIG_DFL)',
    setup: 'signal.setitimer(signal.ITIMER_REAL, 0.05)\ntime.sleep(5)',
    reason: 'the worker was ended by SIGALRM while setting up odd',
  },
  'it kills itself': {
    setup: 'os.kill(os.getpid(), signal.SIGKILL)',
    reason: 'the worker was ended by SIGKILL while setting up odd',
  },
  'it takes all memory': {
    memoryLimit: 2 ** 30,
    statement: 'held = []\nwhile True:\n    held.append(bytearray(2**20))',
    reason: /^MemoryError: a benchmark may reserve at most 1 GB of memory \(odd\.py:1[01]\)$/,
    fix: /^make the data of block odd in odd\.py smaller, or allow more with `memoryGigabytes`/,
  },
  'it may write no more': {
    setup: 'import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))',
    statement: 'with open("large", "wb", 0) as file:\n    file.write(bytes(2000))\n    file.write(b"x")',
    reason: /^OSError: \[Errno 27\] File too large \(odd\.py:1[123]\)$/,
  },
  'it closes everything': {
    setup: 'os.closerange(0, 256)',
    reason: /^its answer did not arrive: the suite closed or took file descriptors/,
  },
  'it writes into every stream': {
    setup:
      'for stream in range(5, 32):\n    try:\n        os.write(stream, b"hello\\n")\n    except OSError:\n        pass',
    reason: 'the worker answered something else than JSON: hello',
    fix: /^let block odd of odd\.py close and write only what it opened/,
  },
}

const steals: Record<string, Case> = {
  'a fork goes on as the benchmark': {
    statement: 'os.fork()',
    reason: 'odd.py: a process that it forks goes on as the benchmark; end it with os._exit()',
  },
  'a fork of the import goes on': {
    top: 'os.fork()',
    reason: 'odd.py: a process that it forks goes on as the benchmark; end it with os._exit()',
  },
  'each call is traced': {
    setup: 'sys.settrace(lambda *event: None)',
    reason: 'odd.py: sys.settrace() is on while it is timed; switch it off above the yield',
  },
  'each call is profiled': {
    top: 'sys.setprofile(lambda *event: None)',
    reason: 'odd.py: sys.setprofile() is on while it is timed; switch it off above the yield',
  },
  'each line is monitored': {
    from: 3.12,
    top: 'sys.monitoring.use_tool_id(3, "odd")\nsys.monitoring.set_events(3, sys.monitoring.events.LINE)',
    reason: 'odd.py: sys.monitoring is on while it is timed; switch it off above the yield',
  },
  'a builtin lies': {
    top: 'import builtins\nbuiltins.len = lambda at: 0',
    reason: 'odd.py: it replaces the builtin len, with which the harness works; leave it as it is',
  },
  'a builtin of the statement lies': {
    statement: 'import builtins\nbuiltins.max = lambda *at: 0',
    reason: 'odd.py: it replaces the builtin max, with which the harness works; leave it as it is',
  },
  'the collector lies': {
    setup: 'gc.isenabled = gc.collect = lambda *at: 1',
    reason: /^odd\.py: it replaces gc\.(isenabled|collect), with which the harness works; leave it as it is$/,
  },
  'a method of the harness is replaced': {
    top: 'from rulebook_bench.timed_loop import Timed\nTimed.sample = lambda self: 1e-9',
    reason:
      'odd.py: it replaces rulebook_bench.timed_loop.Timed.sample, with which the harness works; leave it as it is',
  },
  'the code of a method of the harness is replaced': {
    top: 'from rulebook_bench import median\nmedian.median.__code__ = (lambda values: 1e-9).__code__',
    reason:
      'odd.py: it replaces rulebook_bench.median.median.__code__, with which the harness works; leave it as it is',
  },
  'a module of the harness is replaced': {
    top: 'sys.modules["rulebook_bench.timed_loop"] = sys',
    reason:
      'odd.py: it replaces the module rulebook_bench.timed_loop, with which the harness works; leave it in sys.modules',
  },
  'the clock of the harness runs backwards': {
    top: 'from rulebook_bench.clock import CLOCK\nCLOCK.perf_counter = iter(range(10**9, 0, -1)).__next__',
    reason:
      /^odd\.py:(10|15):5: (odd|beside): took -1, expected seconds; it changes the clock of the harness/,
  },
  'the collector forgets whom to call': {
    statement: 'ring = []\nring.append(ring)\ngc.callbacks.clear()',
    reason: /^the benchmark takes what is not its own out of gc\.callbacks/,
  },
  'bytes that are NaN': {
    options: 'unit="B", raw=True',
    statement: 'float("nan")',
    reason:
      /^odd\.py:9:5: odd: unexpected size nan, expected bytes; the statement with raw=True is to compute/,
  },
  'bytes without end': {
    options: 'unit="B", raw=True',
    statement: 'float("inf")',
    reason: /^odd\.py:9:5: odd: unexpected size inf, expected bytes/,
  },
  'bytes below none': {
    options: 'unit="B", raw=True',
    statement: '-5',
    reason: /^odd\.py:9:5: odd: unexpected size -5, expected bytes/,
  },
  'bytes that are words': {
    options: 'unit="B", raw=True',
    statement: '"many"',
    reason: /^odd\.py:9:5: odd: unexpected size 'many', expected bytes/,
  },
  'tracemalloc is switched off': {
    options: 'unit="B"',
    setup: 'import tracemalloc',
    statement: 'tracemalloc.stop()',
    reason: /^odd\.py:9:5: odd: unexpected size .*; the statement stops tracemalloc/,
  },
}

const harmless: Record<string, Case> = {
  'the clock of the module stands still': {
    top: 'time.perf_counter = time.monotonic = time.time = lambda: 0.0',
    statement: 'sum(range(1000))',
  },
  'every clock that is found stands still': {
    top: 'real = time.perf_counter\nfor module in list(sys.modules.values()):\n    for name, at in list(vars(module).items()):\n        if at is real and module is not sys.modules[__name__]:\n            setattr(module, name, lambda: 0.0)',
    statement: 'sum(range(1000))',
  },
  'the builtins of the module are gone': { top: 'del __builtins__', statement: 'sum(range(1000))' },
  'NameError is something else': { top: 'NameError = None', statement: 'x = 1' },
  'the streams are gone': {
    top: 'sys.stdin = sys.stdout = sys.stderr = None',
    statement: 'sum(range(1000))',
  },
  'it prints 100 MB': { setup: 'for _ in range(100):\n    os.write(1, b"x" * 2**20)' },
  'it sleeps at the end': { top: 'import atexit\natexit.register(time.sleep, 600)' },
  'its threads never end': { setup: 'threading.Thread(target=threading.Event().wait).start()' },
  'it runs thousands of threads': {
    top: 'threading.stack_size(65536)\nif not hasattr(signal, "odd"):\n    signal.odd = True\n    try:\n        for _ in range(2000):\n            threading.Thread(target=threading.Event().wait).start()\n    except RuntimeError:\n        pass',
  },
  'it takes the rights of its folder': { setup: 'os.chmod(".", 0)' },
  'it goes elsewhere and removes where it is': {
    setup: 'import tempfile\nfolder = tempfile.mkdtemp()\nos.chdir(folder)\nos.rmdir(folder)',
    teardown: 'os.chdir("/")',
  },
  'it hears a signal': { setup: 'os.kill(os.getppid(), signal.SIGCONT)' },
  'a child has a session of its own': {
    setup: `child = subprocess.Popen(["sleep", "600"], start_new_session=True)\n${noted('child.pid')}`,
    leaves: true,
  },
  'a child has no environment': {
    setup: `child = subprocess.Popen(["sleep", "600"], start_new_session=True, env={})\n${noted('child.pid')}`,
    leaves: true,
  },
  'a daemon': {
    setup: `if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        ${noted('os.getpid()').replaceAll('\n', '\n        ')}\n        time.sleep(600)\n    os._exit(0)\nos.wait()`,
    leaves: true,
  },
  'fifty daemons that start one another': {
    setup: `if os.fork() == 0:\n    for _ in range(50):\n        if os.fork() == 0:\n            os.setsid()\n            continue\n        ${noted('os.getpid()').replaceAll('\n', '\n        ')}\n        time.sleep(600)\n    os._exit(0)`,
    leaves: true,
  },
  'a pool with its tracker': {
    top: 'import multiprocessing',
    setup:
      'context = multiprocessing.get_context("spawn")\nprocess = context.Process(target=time.sleep, args=(600,))\nprocess.start()\nlock = context.Lock()\n' +
      noted('process.pid'),
    leaves: true,
  },
}

const all = { ...hangs, ...ends, ...steals, ...harmless }
const outcomes = new Map<string, { run: Run; pids: number[] }>()
let version = 0

beforeAll(async () => {
  const interpreter = await python()
  version = Number.parseFloat(interpreter.interpreter.version)
  const due = Object.entries(all).filter(([, { from = 0 }]) => version >= from)
  const effort = { ...briefly, processes: 1, passes: 1, warmupPasses: 1, setups: 1 }
  const next = async (): Promise<void> => {
    const taken = due.shift()
    if (taken === undefined) return
    const [name, { memoryLimit, ...odd }] = taken
    const laboratory = oddLaboratory(odd)
    const { run } = await laboratory.measure({
      effort,
      requestTimeout: 1000 * (Object.hasOwn(hangs, name) ? shortly : amply),
      ...(memoryLimit === undefined ? {} : { memoryLimit }),
    })
    const file = path.join(laboratory.work, 'pids')
    const pids = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : []
    outcomes.set(name, { run, pids })
    return next()
  }
  await Promise.all(Array.from({ length: atOnce }, next))
}, 240_000)

for (const [title, cases] of Object.entries({ hangs, ends, steals })) {
  describe(title, () => {
    test.for(Object.entries(cases))('%s', ([name, { reason, fix, from = 0 }], { skip }) => {
      if (version < from) return skip()
      const { run } = outcomes.get(name)!
      expect(run.skipped).toEqual([
        {
          id: 'odd/odd',
          reason: typeof reason === 'string' ? reason : expect.stringMatching(reason!),
          fix: expect.stringMatching(fix ?? /`rulebook measure odd`/),
        },
      ])
    })
  })
}

describe('harmless', () => {
  test.for(Object.entries(harmless))('%s', async ([name, { leaves, statement }]) => {
    const { run, pids } = outcomes.get(name)!
    expect(run.skipped).toEqual([])
    if (statement?.includes('sum')) expect(cost(run, 'odd/odd')).toBeGreaterThan(1e-6)
    expect(pids.length > 0).toBe(leaves ?? false)
    if (leaves) await vi.waitFor(() => expect(running(pids)).toEqual([]))
  })
})
