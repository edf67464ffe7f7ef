// pyperf and this harness by turns, a process of each after the other, so that whatever the machine does
// meanwhile it does to both.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { median } from '../../packages/bench/dist/run/median.js'
import { takeOnSchedule } from './probes.js'
import { sampler } from './processes.js'
import { takePyperfOnce } from './pyperf.js'
import { pairedRatio } from './ratio.js'

/**
 * What makes a process hold objects of its own, as programs do: the syntax tree of a module. Where a
 * process holds next to nothing, CPython's allocator makes pools and gives them back inside a statement, and
 * what a statement looks at lies at the same few places in every process. pyperf's workers hold little
 * else than the statement's own, this harness's a little more.
 */
const objects = `import argparse, ast
with open(argparse.__file__, encoding="utf-8") as module:
    held = ast.parse(module.read())`

/**
 * What a pair's ratio is by turns, each figure with its interval: `pyperf` and `ours`, and `apart`, the first
 * over the second. Twice as many turns as pyperf chose processes, on its schedules.
 */
export function takeByTurns(lab, pyperfPython, pair) {
  const names = namesOf(pair)
  const sample = sampler(lab, pair.suite, names, pair.members[0].kind, pair.effort)
  return byTurns(
    pair,
    (turn) => takePyperfPair(lab, pyperfPython, pair, turn, ''),
    async (turn) => {
      const samples = await sample(turn)
      const [a, b] = names.map((name) => samples[name])
      return median(a.map((cost, pass) => Math.log(cost / b[pass])))
    },
  )
}

/**
 * The same where schedule and memory are alike: this harness's loop runs on pyperf's schedule, and the
 * processes of both hold objects. Left are the code of the loops, and that ours freezes what setup built.
 * The empty loop is taken off ours.
 */
export function takeAlike(lab, pyperfPython, pair) {
  const suite = path.join(lab.directory, 'holding.py')
  writeFileSync(suite, `${readFileSync(pair.suite, 'utf8')}\n\n${objects}\n`)
  return byTurns(
    pair,
    (turn) => takePyperfPair(lab, pyperfPython, pair, turn, `\n${objects}`),
    (turn) =>
      logRatio(turn, (n) => takeOnSchedule(lab, suite, namesOf(pair)[n], pair.schedules[n], turn, true)),
  )
}

async function byTurns({ schedules }, takePyperf, takeOurs) {
  const logs = { pyperf: [], ours: [] }
  for (let turn = 0; turn < 2 * schedules[0].processes; turn++) {
    logs.pyperf.push(await takePyperf(turn))
    logs.ours.push(await takeOurs(turn))
  }
  return {
    pyperf: pairedRatio(logs.pyperf),
    ours: pairedRatio(logs.ours),
    apart: pairedRatio(logs.pyperf.map((log, turn) => log - logs.ours[turn])),
  }
}

function takePyperfPair({ directory }, pyperfPython, { members, schedules }, turn, more) {
  return logRatio(turn, (n) => {
    const member = { ...members[n], setup: `${members[n].setup}${more}` }
    return takePyperfOnce(pyperfPython, directory, member, schedules[n])
  })
}

/** Logarithm of the cost of a pair's first member over its second, measured in an order that alternates. */
async function logRatio(turn, take) {
  const logs = []
  for (const n of turn % 2 === 0 ? [0, 1] : [1, 0]) logs[n] = await take(n)
  return logs[0] - logs[1]
}

function namesOf({ members }) {
  return members.map(({ id }) => id.split('/')[1])
}
