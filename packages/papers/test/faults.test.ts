import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { expect, test } from 'vitest'
import { faultExplanations, faultRules, limits, loadPapers, parsePaper } from '../src/index.ts'
import { catalogue } from './catalogue.ts'
import { likelyMistakes } from './likely-mistakes.ts'

const content = readFileSync(new URL('./fixtures/demo-domain.md', import.meta.url), 'utf8')

/** One edit of a good paper, by kind of fault; what is said of each is held in the snapshot. */
const edits: Record<string, (text: string) => string> = {
  'frontmatter missing': (t) => t.replace('---\n', ''),
  'frontmatter as JavaScript': (t) => t.replace('---\n', '---js\n'),
  'frontmatter left open': (t) => t.slice(0, t.indexOf('\n---\n')),
  'quote left open': (t) => t.replace('holds: "> 30%"', 'holds: "> 30%'),
  'key indented wrongly': (t) => t.replace('    as: saving', '   as: saving'),
  'key twice': (t) => t.replace('status: accepted', 'status: accepted\nstatus: draft'),
  'alias and anchor': (t) =>
    t.replace('title: A small', 'title: &a A small').replace('summary: Doing', 'summary: *a #'),
  'merge key': (t) => t.replace('title: A', '<<: { summary: x }\ntitle: A'),
  tag: (t) => t.replace('title: A', 'title: !!js/function A'),
  'tag that YAML knows': (t) => t.replace('title: A', 'title: !!str A'),
  'value out of range': (t) => t.replace('weight: 3', 'weight: 300'),
  'value of another type': (t) => t.replace('summary: Doing it', 'summary: [Doing it]\n#'),
  'source on several lines': (t) => t.replace('by: python-numbers', 'by: "x\\n\\n## Notes"'),
  'label on several lines': (t) => t.replace('slow: the slow way', 'slow: "slow\\r- x"'),
  'summary on several lines': (t) =>
    t.replace('summary: Doing it', 'summary: |\n  Doing it\n ').replace('way costs', 'way\n  costs'),
  'escape for a control': (t) => t.replace('title: A small', 'title: "\\e[31mA" #'),
  'escape for an invisible character': (t) => t.replace('weight: 3', '"\\u200bweight": 3'),
  'unknown key': (t) => t.replace('summary:', 'sumary:'),
  'unknown key in a claim': (t) => t.replace('as: saving', 'az: saving'),
  'missing key in a claim': (t) => t.replace('    holds: "> 30%"\n', ''),
  'unknown status': (t) => t.replace('status: accepted', 'status: final'),
  'unknown kind': (t) => t.replace('as: saving', 'as: savings of time'),
  'kind that may be either of two': (t) => t.replace('as: saving', 'as: percent'),
  'claim name in camel case': (t) => t.replace('  slow-way:', '  slowWay:'),
  'names that JavaScript keeps to itself': (t) =>
    t
      .replace('claims:\n', 'claims:\n  __proto__: { value: slow / fast, as: ratio, holds: "> 2" }\n')
      .replace('rank: {', 'rank: { __proto__: the other way,')
      .replace('rules:\n', 'rules:\n  "__proto__": { weight: 2 }\n'),
  'no claims': (t) => t.replace(/claims:\n[\s\S]*?\nrules:/, 'claims: {}\nrules:'),
  'domain and file name differ': (t) => t.replace('domain: demo-domain', 'domain: demo-domains'),
  'misspelt benchmark': (t) => t.replace('value: slow / fast', 'value: slow / fats'),
  'benchmarks of two blocks': (t) => t.replace('value: slow / fast', 'value: slow / apart'),
  'units that do not add up': (t) => t.replace('value: slow - fast', 'value: slow - heavy'),
  'ratio with a unit': (t) => t.replace('value: slow / fast', 'value: slow * fast'),
  'ratio of seconds to bytes': (t) => t.replace('value: slow / fast', 'value: slow / heavy'),
  'rank of two units': (t) => t.replace('slow: the slow way', 'heavy: the heavy way'),
  'rank of two blocks': (t) => t.replace('slow: the slow way', 'apart: the other way'),
  'rank of one': (t) => t.replace('{ fast: the fast way, slow: the slow way }', '{ fast: the fast way }'),
  'rank with a label in Markdown': (t) => t.replace('slow: the slow way', 'slow: the `slow` way'),
  'division by zero': (t) => t.replace('value: slow / fast', 'value: slow / fast / (1 - 1)'),
  constant: (t) => t.replace('value: slow / fast', 'value: 42'),
  'call in an expression': (t) => t.replace('value: slow / fast', 'value: max(slow, fast)'),
  'two expressions': (t) => t.replace('value: slow / fast', 'value: slow; fast'),
  'expression that breaks off': (t) => t.replace('value: slow / fast', 'value: (slow / fast'),
  'expression too long': (t) => t.replace('value: slow / fast', `value: slow / fast${' + 1'.repeat(100)}`),
  'condition without a comparison': (t) => t.replace('holds: "> 2"', 'holds: "2"'),
  'condition in the wrong unit': (t) => t.replace('holds: "< 50 µs"', 'holds: "< 50 B"'),
  'condition nothing can meet': (t) => t.replace('holds: "> 2"', 'holds: "> 4 and < 2"'),
  'condition every value meets': (t) =>
    t.replace('holds: "> 2"', 'holds: "> -10"').replace('holds: "> 30%"', 'holds: "< 100%"'),
  'condition no value meets': (t) => t.replace('holds: "> 2"', 'holds: "< 0"'),
  'cited value in the wrong unit': (t) => t.replace('value: 10, by', 'value: 10 ms, by'),
  'rank of an unknown benchmark': (t) => t.replace('slow: the slow way', 'slo: the slow way'),
  'rank that holds something else': (t) => t.replace('holds: fast', 'holds: heavy'),
  'link to an unknown claim': (t) => t.replace('[80%](#saving)', '[80%](#savings)'),
  'claim renamed since its evidence was written': (t) => t.replace('  slow-way:', '  slow-pace:'),
  'claim deleted since its evidence was written': (t) => t.replace(/ {2}slow-way:\n( {4}.*\n)*/, ''),
  'link to an unknown benchmark': (t) => t.replace('(bench:slow)', '(bench:slowly)'),
  'link to a claim without its prefix': (t) => t.replace('(#saving)', '(saving)'),
  'link to a benchmark in other words': (t) =>
    t
      .replace('(bench:slow)', '(Bench:slow)')
      .replace('(bench:fast)', '(benchmark:fast)')
      .replace('[80%](#saving)', '[12 µs](slow), [2.4 µs](bnech:fast), [12 µs](demo-domain/slow)'),
  'link to a claim by the file of the paper': (t) => t.replace('(#saving)', '(demo-domain.md#saving)'),
  'image of a figure': (t) => t.replace('[80%](#saving)', '![80%](#saving)'),
  'definition of a claim without its prefix': (t) =>
    t.replace('[80%](#saving)', '[80%][s]').replace('## Rules', '[s]: saving\n\n## Rules'),
  'figure that is no plain text': (t) => t.replace('[80%](#saving)', '[**80%**](#saving)'),
  'figure over two lines': (t) =>
    t.replace('[80%](#saving)', '').replace('The source', '[80\n%](#saving)\nThe source'),
  'figure as an autolink': (t) => t.replace('[12 µs](bench:slow)', '<bench:slow>'),
  'figure with its target elsewhere': (t) =>
    t.replace('[80%](#saving)', '[80%][s]').replace('## Rules', '[s]: #saving\n\n## Rules'),
  'figure in a heading': (t) => t.replace('## What was measured', '## Saved: [80%](#saving)'),
  'rule with the name of what every object has': (t) => t.replace('### Take the fast way', '### Constructor'),
  'rule settings without a rule': (t) => t.replace('take-the-fast-way:', 'take-the-fastest-way:'),
  'rule with an unknown effect': (t) => t.replace('effect: slow-way', 'effect: slowway'),
  'rule without a directive': (t) => t.replace(/> Don't go slow[\s\S]*?\n\n```/, 'Go fast.\n\n```'),
  'rule that leans on nothing': (t) =>
    t
      .replaceAll('([5.0×](#slow-way)).', '([12 µs](bench:slow)).')
      .replace(
        '  take-the-fast-way: { weight: 3, effect: slow-way, claims: [order] }',
        '  take-the-fast-way: { weight: 3 }',
      ),
  'rule with the anchor of another heading': (t) => t.replace('## What was measured', '## Take the fast way'),
  'two sections of rules': (t) => t.replace('## Evidence', '## Rules\n\n## Evidence'),
  'code block left open': (t) => t.replace('Somebody measured 10×.', '```\nSomebody measured 10×.'),
  'comment left open': (t) => t.replace('Somebody measured 10×.', '<!-- Somebody measured 10×.'),
  'example that breaks off': (t) => t.replace('\nslow()\n', '\nfor x in y:\n    slow(\n'),
  'example indented unevenly': (t) => t.replace('\nslow()\n', '\nfor x in y:\n    slow()\n  fast()\n'),
  'example in a quote': (t) => t.replace('See [the', '> ```py bad\n> x = 1\n> y = = 2\n> ```\n\nSee [the'),
  'example with a quote left open': (t) => t.replace('\nslow()\n', '\nslow("a)\n'),
  'bare number in a directive': (t) => t.replace('go fast (', 'go 900-fold fast, 5 ms, 37 percent ('),
  'number in italics in a directive': (t) => t.replace('go fast (', 'go *900×* fast ('),
  'number in code in a directive': (t) => t.replace('go fast (', 'go `900×` fast ('),
  'number in pieces in a directive': (t) => t.replace('go fast (', 'go **9**00&times; fast ('),
  'digits beside a figure in a directive': (t) =>
    t.replace('go fast ([5.0×](#slow-way)', 'go fast (1[5.0×](#slow-way)0'),
  'mistaken target in a directive': (t) =>
    t.replace('go fast ([5.0×](#slow-way)', 'go fast ([5.0×](slow-way)'),
  'number in other digits in a directive': (t) => t.replace('go fast (', 'go ５× fast, ⑤×, 1e3 ('),
  'directive without a figure': (t) => t.replace('go fast ([5.0×](#slow-way)).', 'go fast.'),
  'code that no example shows in a directive': (t) =>
    t.replace('go fast (', 'call `faster(1)`, pass --fast ('),
  'path, host and shell in a directive': (t) =>
    t.replace('go fast (', 'run /bin/x, `os.system("x")`, evil.example ('),
  'word of two scripts': (t) => t.replace('\nfast()\n', '\nfаst()\n'),
  'two languages in a directive': (t) => t.replace('go fast (', 'go быстро ('),
  'token of a chat template': (t) => t.replace('\nfast()\n', '\nfast("<|im_start|>")\n'),
  'HTML in a directive': (t) => t.replace('go fast (', 'go <b>fast</b> ('),
  'comment in a directive': (t) => t.replace('go fast (', 'go fast <!-- hidden --> ('),
  'image in a directive': (t) => t.replace('go fast (', 'go ![fast](x.png) ('),
  'link in a directive': (t) => t.replace('go fast (', 'go [fast](docs) ('),
  'e-mail address in a directive': (t) => t.replace('go fast (', 'ask me@example.org ('),
  'URL in a directive': (t) => t.replace('go fast (', 'see ftp://example.org/fast ('),
  'directive too long': (t) => t.replace('go fast (', `go ${'fast '.repeat(100)}(`),
  'list in a directive': (t) => t.replace("> Don't go slow", "> - a list\n>\n> Don't go slow"),
  'invisible character': (t) => t.replace('go fast (', 'go\u200b fast ('),
  'direction override in the title': (t) => t.replace('title: A small', 'title: A \u202esmall'),
  'claim and heading of one name': (t) => t.replace('## What was measured', '## Saving'),
  'domain without a suite': (t) => t.replace('domain: demo-domain', 'domain: other-domain'),
  'merge conflict': (t) =>
    t.replace('Somebody measured 10×.', '<<<<<<< HEAD\n10×\n||||||| 1a2b3c4\n9×\n=======\n11×\n>>>>>>> main'),
  'merge conflict in the frontmatter': (t) =>
    t.replace('status: accepted', '<<<<<<< HEAD\nstatus: accepted\n=======\nstatus: draft\n>>>>>>> main'),
  'file too large': (t) => t + 'x'.repeat(limits.fileBytes),
  'line too long': (t) => t + 'x'.repeat(limits.line + 1),
  'nesting too deep': (t) => `${t}\n${'> '.repeat(limits.depth + 1)}x\n`,
  'too many lines': (t) => t + 'x\n'.repeat(limits.lines),
  'too much markup in a paragraph': (t) => `${t}\n${'*a* [b] \n'.repeat(limits.marks / 4)}*`,
  'too many markers of lists': (t) => `${t}\n${'- - - x\n\n'.repeat(limits.markers / 3)}`,
  'too many links': (t) => `${t}\n${'[x](y)[x](y)\n\n'.repeat(limits.links / 2)}`,
  'too many headings': (t) => t + '# x\n'.repeat(limits.headings),
  'frontmatter nested too deep': (t) => t.replace('title: A small', `title: ${'[ '.repeat(20)}`),
  'too many faults': (t) => t.replace('## Rules', `${'[1](#x)\n\n'.repeat(limits.faults)}\n## Rules`),
  ...likelyMistakes,
}

/** What a paper is warned of; it is used all the same. */
const warnings: typeof edits = {
  'bare measured number': (t) => t.replace('*10×*', '10×'),
  'measured number in a heading': (t) => t.replace('## What was measured', '## 10× faster'),
  'measured number in the summary': (t) => t.replace('several times as', '5 times as'),
  'measured number in the reason of a bound': (t) =>
    t.replace('holds: "> 2"', 'holds: "> 2"\n    why: on a slow disk it takes 5 ms'),
  'measured number in a link to a heading': (t) =>
    t.replace('See [the rules]', 'See [10× the **5 ms** rules]'),
  'measured number in the text of an image': (t) => t.replace('*10×*', '![10× as fast](plot.png)'),
  'table with too few dashes': (t) => t.replace('|---|---|', '|---|'),
  'paper without rules': (t) =>
    t.replace(/rules:\n.*\n/, '').replace(/## Rules[\s\S]*?## Evidence/, '## Evidence'),
  'rule without examples': (t) => t.replace(/```python[\s\S]*```/, ''),
  'rule without a good example': (t) => t.replace('```python good', '```python'),
  'misspelt mark of an example': (t) => t.replace('See [the', '```python godo\nx\n```\n\nSee [the'),
}

const told = (file: VFile) =>
  file.messages.map((m) => `${m.name} [${m.ruleId}${m.fatal ? '' : ', a warning'}] ${m.reason}\n`).join('')
const fixture = (name: string) => `fixtures/faults/${name.replaceAll(/,? /g, '-')}.txt`

test.each(Object.entries(edits))('%s', async (name, edit) => {
  const edited = edit(content)
  expect(edited).not.toBe(content)
  const { paper, file } = parsePaper({ path: 'content/demo-domain.md', content: edited }, catalogue)
  expect(paper).toBeNull()
  await expect(told(file)).toMatchFileSnapshot(fixture(name))
})

const lines = ({ name, ruleId, reason }: VFileMessage) => `${name.split('-')[0]} [${ruleId}] ${reason}`

test.each(Object.entries(likelyMistakes))('%s: the same with the line ends of Windows', (_, edit) => {
  const edited = edit(content)
  if (!edited.includes('\n')) return
  const [unix, windows] = [edited, edited.replaceAll('\n', '\r\n')].map((text) => {
    return parsePaper({ path: 'demo-domain.md', content: text }, catalogue).file.messages.map(lines)
  })
  expect(windows).toEqual(unix)
})

test.each(Object.entries(warnings))('%s: a warning', async (name, edit) => {
  const edited = edit(content)
  expect(edited).not.toBe(content)
  const { paper, file } = parsePaper({ path: 'content/demo-domain.md', content: edited }, catalogue)
  expect(paper).not.toBeNull()
  await expect(told(file)).toMatchFileSnapshot(fixture(name))
})

test('papers that are not read', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-papers-'))
  for (const name of ['a', 'old/deep', 'node_modules/x', '.hidden']) {
    mkdirSync(path.join(folder, name), { recursive: true })
  }
  for (const name of [
    'demo-domain.md',
    'a/demo-domain.md',
    'old/deep/demo-domain.Md',
    'json.MD',
    'sets.markdown',
    'node_modules/x/demo-domain.md',
    '.hidden/demo-domain.md',
    'a/.demo-domain.md',
  ]) {
    writeFileSync(path.join(folder, name), content)
  }
  writeFileSync(path.join(folder, 'a/notes.md'), '# Notes\n\ndomain: none\n')
  writeFileSync(path.join(folder, 'a/page.md'), '---\ntitle: A page\n---\n\ndomain: none\n')
  writeFileSync(path.join(folder, 'a/empty.md'), '')
  const { files, refused, unread } = await loadPapers(folder, 'content')
  expect([files.map((file) => file.path), refused]).toEqual([['content/demo-domain.md'], []])
  await expect(unread.map(told).join('')).toMatchFileSnapshot(fixture('papers that are not read'))
})

test('files that cannot be read', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-papers-'))
  const outside = path.join(mkdtempSync(path.join(os.tmpdir(), 'rulebook-outside-')), 'secret.md')
  writeFileSync(outside, 'secret')
  symlinkSync(outside, path.join(folder, 'outside.md'))
  symlinkSync('nowhere.md', path.join(folder, 'dangling.md'))
  writeFileSync(
    path.join(folder, 'latin.md'),
    Buffer.concat([Buffer.from('---\ntitle: caf\ufffd, caf'), Buffer.from([0xe9])]),
  )
  writeFileSync(path.join(folder, 'utf-16.md'), Buffer.from('\ufeffcaf\xe9', 'utf16le'))
  writeFileSync(path.join(folder, 'large.md'), 'x'.repeat(limits.fileBytes + 1))
  mkdirSync(path.join(folder, 'folder.md'))
  const { files, refused } = await loadPapers(folder, 'content')
  expect(files).toEqual([])
  await expect(refused.map(told).join('')).toMatchFileSnapshot(fixture('files that cannot be read'))
})

test('every kind of fault has a fixture, and every fixture a test', () => {
  const folder = new URL('./fixtures/faults/', import.meta.url)
  const fixtures = readdirSync(folder)
  const said = fixtures.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('')
  const covered = new Set([...said.matchAll(/^\S+ \[([a-z-]+)/gm)].map(([, rule]) => rule!))
  expect([...covered].sort()).toEqual([...faultRules].sort())
  const names = [...Object.keys(edits), ...Object.keys(warnings)]
  const tested = [...names, 'papers that are not read', 'files that cannot be read'].map(fixture)
  expect(fixtures.map((name) => `fixtures/faults/${name}`).sort()).toEqual(tested.sort())
})

test('every kind of fault is explained, with an example and the fix', () => {
  const page = readFileSync(new URL('../faults.md', import.meta.url), 'utf8')
  const explained = faultExplanations(page)
  expect([...explained.keys()]).toEqual([...faultRules])
  for (const section of explained.values()) {
    expect(section).toMatch(/\n```[\s\S]*\n```/)
    expect(section).toMatch(/\n\*\*Fix\.\*\* \S/)
  }
})

test('all faults of a file are told at once', () => {
  const edited = content
    .replace('value: slow / fast', 'value: slow / fats')
    .replace('[80%](#saving)', '[80%](#savings)')
    .replace('go fast (', 'go <b>fast</b> (')
    .replace('status: accepted', 'state: accepted')
    .replace('as: saving', 'az: saving')
    .replace('weight: 3', 'weight: heavy')
    .replace('*10×*', '*10\u200b×*')
  const { file } = parsePaper({ path: 'demo-domain.md', content: edited }, catalogue)
  expect(file.messages.map((m) => m.ruleId)).toEqual([
    'missing-key',
    'unknown-key',
    'unknown-benchmark',
    'missing-key',
    'unknown-key',
    'invalid-value',
    'unsafe-character',
    'unknown-claim',
    'unsafe-directive',
    'unsafe-directive',
  ])
})

test('an unknown key hides no other fault', () => {
  const edited = content
    .replace('status: accepted', 'status: accepted\nstatsu: draft')
    .replace('as: saving', 'as: saving\n    az: ratio')
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
