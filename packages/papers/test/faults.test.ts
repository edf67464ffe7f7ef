import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePaper } from '../src/index.ts'
import { catalogue } from './catalogue.ts'

const content = readFileSync(new URL('./fixtures/demo-domain.md', import.meta.url), 'utf8')

/** One edit of a good paper, by kind of fault; what is said of each is held in the snapshot. */
const edits: Record<string, (text: string) => string> = {
  'frontmatter missing': (t) => t.replace('---\n', ''),
  'frontmatter as JavaScript': (t) => t.replace('---\n', '---js\n'),
  'frontmatter left open': (t) => t.slice(0, t.indexOf('\n---\n')),
  'quote left open': (t) => t.replace('holds: "> 30%"', 'holds: "> 30%'),
  'key indented wrongly': (t) => t.replace('    as: percent', '   as: percent'),
  'key twice': (t) => t.replace('status: accepted', 'status: accepted\nstatus: draft'),
  'alias and anchor': (t) =>
    t.replace('title: A small', 'title: &a A small').replace('summary: Doing', 'summary: *a #'),
  'merge key': (t) => t.replace('title: A', '<<: { summary: x }\ntitle: A'),
  tag: (t) => t.replace('title: A', 'title: !!js/function A'),
  'unknown key': (t) => t.replace('summary:', 'sumary:'),
  'unknown key in a claim': (t) => t.replace('as: percent', 'az: percent'),
  'missing key in a claim': (t) => t.replace('    holds: "> 30%"\n', ''),
  'unknown status': (t) => t.replace('status: accepted', 'status: final'),
  'unknown kind': (t) => t.replace('as: percent', 'as: percentage'),
  'claim name in camel case': (t) => t.replace('  slow-way:', '  slowWay:'),
  'no claims': (t) => t.replace(/claims:\n[\s\S]*?\nrules:/, 'claims: {}\nrules:'),
  'domain and file name differ': (t) => t.replace('domain: demo-domain', 'domain: demo-domains'),
  'misspelt benchmark': (t) => t.replace('value: slow / fast', 'value: slow / fats'),
  'benchmarks of two blocks': (t) => t.replace('value: slow / fast', 'value: slow / apart'),
  'units that do not add up': (t) => t.replace('value: slow - fast', 'value: slow - heavy'),
  'ratio with a unit': (t) => t.replace('value: slow / fast', 'value: slow * fast'),
  constant: (t) => t.replace('value: slow / fast', 'value: 42'),
  'call in an expression': (t) => t.replace('value: slow / fast', 'value: max(slow, fast)'),
  'two expressions': (t) => t.replace('value: slow / fast', 'value: slow; fast'),
  'expression that breaks off': (t) => t.replace('value: slow / fast', 'value: (slow / fast'),
  'expression too long': (t) => t.replace('value: slow / fast', `value: slow / fast${' + 1'.repeat(100)}`),
  'condition without a comparison': (t) => t.replace('holds: "> 2"', 'holds: "2"'),
  'condition in the wrong unit': (t) => t.replace('holds: "< 50 µs"', 'holds: "< 50 B"'),
  'condition nothing can meet': (t) => t.replace('holds: "> 2"', 'holds: "> 4 and < 2"'),
  'cited value in the wrong unit': (t) => t.replace('value: 10, by', 'value: 10 ms, by'),
  'rank of an unknown benchmark': (t) => t.replace('slow: the slow way', 'slo: the slow way'),
  'rank that holds something else': (t) => t.replace('holds: fast', 'holds: heavy'),
  'link to an unknown claim': (t) => t.replace('[80%](#saving)', '[80%](#savings)'),
  'link to an unknown benchmark': (t) => t.replace('(bench:slow)', '(bench:slowly)'),
  'figure that is no plain text': (t) => t.replace('[80%](#saving)', '[**80%**](#saving)'),
  'rule settings without a rule': (t) => t.replace('take-the-fast-way:', 'take-the-fastest-way:'),
  'rule with an unknown effect': (t) => t.replace('effect: slow-way', 'effect: slowway'),
  'rule without a directive': (t) => t.replace(/> Don't go slow[\s\S]*?\n\n```/, 'Go fast.\n\n```'),
  'rule that leans on nothing': (t) =>
    t
      .replaceAll('([5.0×](#slow-way)).', '.')
      .replace(
        '  take-the-fast-way: { weight: 3, effect: slow-way, claims: [order] }',
        '  take-the-fast-way: { weight: 3 }',
      ),
  'HTML in a directive': (t) => t.replace('go fast (', 'go <b>fast</b> ('),
  'comment in a directive': (t) => t.replace('go fast (', 'go fast <!-- hidden --> ('),
  'image in a directive': (t) => t.replace('go fast (', 'go ![fast](x.png) ('),
  'link in a directive': (t) => t.replace('go fast (', 'go [fast](docs) ('),
  'URL in a directive': (t) => t.replace('go fast (', 'see ftp://example.org/fast ('),
  'directive too long': (t) => t.replace('go fast (', `go ${'fast '.repeat(100)}(`),
  'list in a directive': (t) => t.replace("> Don't go slow", "> - a list\n>\n> Don't go slow"),
  'invisible character': (t) => t.replace('go fast (', 'go\u200b fast ('),
  'direction override in the title': (t) => t.replace('title: A small', 'title: A \u202esmall'),
  'claim and heading of one name': (t) => t.replace('## What was measured', '## Saving'),
}

test.each(Object.entries(edits))('%s', async (name, edit) => {
  const edited = edit(content)
  expect(edited).not.toBe(content)
  const { paper, file } = parsePaper({ path: 'content/demo-domain.md', content: edited }, catalogue)
  expect(paper).toBeNull()
  const said = file.messages.map((m) => `${m.name} [${m.ruleId}] ${m.reason}`).join('\n')
  await expect(`${said}\n`).toMatchFileSnapshot(`fixtures/faults/${name.replaceAll(' ', '-')}.txt`)
})

test('all faults of a file are told at once', () => {
  const edited = content
    .replace('value: slow / fast', 'value: slow / fats')
    .replace('[80%](#saving)', '[80%](#savings)')
    .replace('go fast (', 'go <b>fast</b> (')
  const { file } = parsePaper({ path: 'demo-domain.md', content: edited }, catalogue)
  expect(file.messages.map((m) => m.ruleId)).toEqual([
    'unknown-benchmark',
    'unknown-claim',
    'unsafe-directive',
    'unsafe-directive',
  ])
})

test('an unknown key hides no other fault', () => {
  const edited = content
    .replace('status: accepted', 'status: accepted\nstatsu: draft')
    .replace('as: percent', 'as: percent\n    az: ratio')
    .replace('weight: 3,', 'wieght: 3,')
    .replace('value: slow / fast', 'value: slow / fats')
    .replace('[80%](#saving)', '[80%](#savings)')
  const { file } = parsePaper({ path: 'demo-domain.md', content: edited }, catalogue)
  expect(file.messages.map((m) => m.ruleId).sort()).toEqual([
    'unknown-benchmark',
    'unknown-claim',
    'unknown-key',
    'unknown-key',
    'unknown-key',
  ])
})
