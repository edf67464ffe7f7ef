/** Mistakes that people make in frontmatter and files, as edits of a good paper; the fixture says what each is told. */
export const likelyMistakes: Record<string, (text: string) => string> = {
  'comparison without quotes': (t) =>
    t.replace('holds: "> 2"', 'holds: > 2').replace('holds: "> 30%"', 'holds: > 30%'),
  'title with a colon': (t) => t.replace('title: A small', 'title: Small: a'),
  'title that begins with a backtick': (t) => t.replace('title: A small', 'title: `A` small'),
  'title that begins with a percent sign': (t) => t.replace('title: A small', 'title: %s small'),
  'title that begins with an at sign': (t) => t.replace('title: A small', 'title: @slots small'),
  'title that begins with an asterisk': (t) => t.replace('title: A small', 'title: *A* small'),
  'title that is an alias': (t) => t.replace('title: A small complete paper', 'title: *args'),
  'title that begins with an ampersand': (t) => t.replace('title: A small', 'title: & small'),
  'title that begins with an exclamation mark': (t) => t.replace('title: A small', 'title: !A small'),
  'title that begins with a dash': (t) => t.replace('title: A small', 'title: - small'),
  'title that begins with a bracket': (t) => t.replace('title: A small', 'title: [A small'),
  'brace left open': (t) => t.replace('claims: [order] }', 'claims: [order]'),
  'text behind a quote': (t) => t.replace('title: A small', "title: 'A small' and"),
  'quote in quotes': (t) => t.replace('title: A small complete paper', "title: 'A paper that isn't big'"),
  'escape that is none': (t) => t.replace('title: A small complete paper', 'title: "\\w+ in small"'),
  'label without quotes': (t) => t.replace('slow: the slow way', 'slow: %s'),
  'quote left open in braces': (t) => t.replace('slow: the slow way', 'slow: "the slow way'),
  'comma left out': (t) => t.replace('weight: 3,', 'weight: 3'),
  'claim twice': (t) => t.replace('  saving:', '  slow-way:\n    value: fast / slow\n  saving:'),
  'tab as indentation': (t) => t.replace('    as: saving', '\tas: saving'),
  'key too deep': (t) => t.replace('    as: saving', '     as: saving'),
  'all keys of a claim too deep': (t) => t.replace('    as: time\n    holds', '     as: time\n      holds'),
  'first key indented': (t) => t.replace('title:', ' title:'),
  'colon without a space': (t) => t.replace('status: accepted', 'status:accepted'),
  'wide colon': (t) => t.replace('status: accepted', 'status：accepted'),
  'colon left out': (t) => t.replace('status: accepted', 'status accepted'),
  'frontmatter that is a list': (t) => t.replace(/---\n[\s\S]*?\n---\n/, '---\n- title\n- domain\n---\n'),
  'empty value': (t) => t.replace('value: slow / fast', 'value:'),
  'value that is a list': (t) => t.replace('value: slow / fast', 'value: [slow, fast]'),
  'comparison that is a number': (t) => t.replace('holds: "> 2"', 'holds: 2'),
  'misspelt key of a citation': (t) => t.replace('cited: { value: 10,', 'cited: { val: 10,'),
  'citation without a source': (t) =>
    t.replace('cited: { value: 10, by: python-numbers }', 'cited: { value: 10 }'),
  'citation that is a number': (t) => t.replace('cited: { value: 10, by: python-numbers }', 'cited: 10'),
  'rule that is a number': (t) => t.replace(/take-the-fast-way: .*/, 'take-the-fast-way: 3'),
  'benchmark written with hyphens': (t) => t.replace('value: slow / fast', 'value: slow-in-loop / fast'),
  'benchmark misspelt and written with hyphens': (t) =>
    t.replace('value: slow / fast', 'value: slw-at-lop / fast'),
  'decimal comma in a condition': (t) => t.replace('holds: "> 2"', 'holds: "> 1,5 and < 2,5"'),
  'decimal comma in a condition without its sign': (t) => t.replace('holds: "> 2"', 'holds: 1,5'),
  'decimal comma in an expression': (t) => t.replace('value: slow / fast', 'value: 1,5 * slow / fats'),
  'decimal comma in a citation': (t) => t.replace('cited: { value: 10,', 'cited: { value: 1.387,5×,'),
  'decimal comma in a weight': (t) => t.replace('weight: 3', 'weight: 1,5'),
  'empty file': () => '',
  'blank line above the frontmatter': (t) => `\n${t}`,
  'lines that end with CR': (t) => t.replaceAll('\n', '\r'),
  // One mistake hides no other.
  'misspelt domain, benchmark and link': (t) =>
    t
      .replace('domain: demo-domain', 'domain: demmo-domain')
      .replace('value: slow / fast', 'value: slow / fats')
      .replace('[80%](#saving)', '[80%](#savings)'),
  'misspelt kind and benchmark': (t) =>
    t.replace('value: slow / fast\n    as: ratio', 'value: slow / fats\n    as: ratoi'),
  'misspelt kind, comparison without its sign': (t) =>
    t.replace('as: ratio\n    holds: "> 2"', 'as: ratoi\n    holds: "2"'),
  'weight in words and a misspelt claim': (t) =>
    t.replace('weight: 3', 'weight: five').replace('claims: [order]', 'claims: [ordre]'),
  'no label and a misspelt benchmark': (t) =>
    t.replace('fast: the fast way, slow: the slow way', 'fast: , slo: the slow way'),
  'indentation, a broken example and a broken link': (t) =>
    t
      .replace('    as: saving', '   as: saving')
      .replace('\nslow()\n', '\nslow(\n')
      .replace('(bench:slow)', '(bench:slowly)')
      .replace('[80%](#saving)', '[**80%**](#saving)'),
  'open quote, a misspelt benchmark and a broken link': (t) =>
    t
      .replace('holds: "> 30%"', 'holds: "> 30%')
      .replace('value: slow / fast', 'value: slow / fats')
      .replace('[80%](#saving)', '[80%](#savings)'),
}
