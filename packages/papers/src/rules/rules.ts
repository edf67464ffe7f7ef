import { slug as slugOf } from 'github-slugger'
import type { Blockquote, Heading, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { type Body, findSection, isFigureLink, type Section, spanOf } from '../body/body.ts'
import type { FigureScope } from '../body/figure-scope.ts'
import { resolveTarget } from '../body/figures.ts'
import { meantTarget } from '../body/mistaken-target.ts'
import type { Faults } from '../faults/fault.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import { limits } from '../faults/limits.ts'
import { didYouMean } from '../faults/nearest.ts'
import type { ReadFrontmatter } from '../frontmatter/frontmatter.ts'
import type { Directive, DirectiveSegment, Rule } from '../paper.ts'
import { findMailAddresses, findUrls } from '../safety/unsafe-address.ts'
import { refuseDirectiveCode } from './directive-code.ts'
import { refuseDirectiveNumbers } from './directive-number.ts'
import { warnOfMissingExamples } from './examples.ts'
import type { ShownCode } from './shown-code.ts'

/** The rules of a paper: the third-level headings under `## Rules`. Faulty ones are left out. */
export function readRules(
  frontmatter: ReadFrontmatter,
  scope: FigureScope,
  shown: ShownCode,
  faults: Faults,
): Rule[] {
  const section = findSection(scope.body, 'Rules')
  const headings = ruleSections(scope.body)
  const slugs = headings.map((rule) => rule.slug)
  if (headings.length === 0) {
    const at = section ? spanOf(section.heading).start + scope.shift : frontmatter.end
    faults.add({
      rule: 'rule-missing',
      at,
      message:
        'Unexpected paper without rules, expected at least one; write a “## Rules” heading and below it a “###” heading a rule',
      warning: true,
    })
  }
  for (const slug of Object.keys(frontmatter.data.rules)) {
    if (slugs.includes(slug)) continue
    faults.add({
      rule: 'unknown-rule',
      at: frontmatter.at(['rules', slug], 'key'),
      message: `Unexpected rule “${slug}”, expected the slug of a heading under “## Rules”${didYouMean(slug, slugs)}`,
    })
  }
  return headings.flatMap((rule) => readRule(rule, frontmatter, scope, shown, faults) ?? [])
}

/** The blockquotes that open the rules of a paper: its directives. */
export function directivesOf(body: Body): Blockquote[] {
  return ruleSections(body).flatMap(({ content: [first] }) => (first?.type === 'blockquote' ? [first] : []))
}

/** The third-level sections under `## Rules`, in order. */
export function ruleSections(body: Body): Section[] {
  const inside = new Set<RootContent | Heading>(findSection(body, 'Rules')?.content)
  return body.sections.filter(({ heading }) => heading.depth === 3 && inside.has(heading))
}

function readRule(
  section: Section,
  frontmatter: ReadFrontmatter,
  scope: FigureScope,
  code: ShownCode,
  faults: Faults,
): Rule | null {
  const at = spanOf(section.heading).start + scope.shift
  const { domain } = scope
  if (section.slug !== slugOf(section.title)) {
    faults.add({
      rule: 'slug-collision',
      at,
      message: `Unexpected rule “${section.title}” whose anchor an earlier heading has, expected its own; rename one`,
    })
  }
  warnOfMissingExamples(section, scope, faults)
  const [first] = section.content
  if (first?.type !== 'blockquote') {
    faults.add({
      rule: 'rule-directive',
      at,
      message: `Unexpected rule “${section.title}” without a directive, expected a blockquote (> Don't X; use Y) right below the heading`,
    })
    return null
  }
  const directives: Directive[] = []
  for (const child of first.children) {
    if (child.type === 'paragraph') {
      const directive = readDirective(child, scope, code, faults)
      if (directive) directives.push(directive)
    } else {
      const span = spanOf(child)
      faults.add({
        rule: 'unsafe-directive',
        at: span.start + scope.shift,
        to: span.end + scope.shift,
        message: `Unexpected ${child.type} in a directive, expected paragraphs of text, inline code, emphasis and figure links`,
      })
    }
  }
  const { rules } = frontmatter.data
  const settings = (Object.hasOwn(rules, section.slug) && rules[section.slug]) || { weight: 1, claims: [] }
  const named = (key: string, name: string): string | null => {
    if (scope.claimNames.has(name)) return `${domain}/${name}`
    faults.add({
      rule: 'unknown-claim',
      at: frontmatter.at(['rules', section.slug, key]),
      message: `Unexpected claim “${name}” in rules.${section.slug}.${key}, expected a claim of this paper${didYouMean(name, scope.claimNames)}`,
    })
    return null
  }
  const effect = settings.effect === undefined ? null : named('effect', settings.effect)
  const shown = directives.flatMap(({ segments }) =>
    segments.flatMap((segment) =>
      segment.type === 'figure' && segment.target.type === 'claim' ? [segment.target.id] : [],
    ),
  )
  const added = settings.claims.flatMap((name) => named('claims', name) ?? [])
  const claims = [...new Set([...shown, ...added, ...(effect ? [effect] : [])])]
  if (claims.length === 0 && settings.claims.length === 0 && directives.length > 0) {
    faults.add({
      rule: 'rule-without-claim',
      at,
      message: `Unexpected rule “${section.title}” that leans on no claim, expected a figure link in its directive or rules.${section.slug}.claims in the frontmatter`,
    })
  }
  if (directives.length === 0 || claims.length === 0) return null
  return {
    id: `${domain}/${section.slug}`,
    slug: section.slug,
    title: section.title,
    domain,
    weight: settings.weight,
    effect,
    claims,
    directives,
    place: faults.point(at),
  }
}

function readDirective(
  paragraph: Paragraph,
  scope: FigureScope,
  shown: ShownCode,
  faults: Faults,
): Directive | null {
  const segments: DirectiveSegment[] = []
  const span = spanOf(paragraph)
  let fine = true
  const refuse = (node: PhrasingContent, rule: FaultRule, what: string) => {
    fine = false
    const place = spanOf(node)
    faults.add({
      rule,
      at: place.start + scope.shift,
      to: place.end + scope.shift,
      message: `Unexpected ${what} in a directive, expected text, inline code, emphasis and figure links; remove it`,
    })
  }
  const walk = (node: PhrasingContent): void => {
    switch (node.type) {
      case 'text':
        if (findUrls(node.value).length > 0) refuse(node, 'unsafe-url', 'URL')
        else if (findMailAddresses(node.value).length > 0) refuse(node, 'unsafe-url', 'e-mail address')
        else segments.push({ type: 'text', value: node.value.replaceAll(/\s+/g, ' ') })
        return
      case 'inlineCode':
        segments.push({ type: 'code', value: node.value.replaceAll(/\s+/g, ' ') })
        return
      case 'emphasis':
      case 'strong':
        node.children.forEach(walk)
        return
      case 'link': {
        if (!isFigureLink(node)) {
          if (meantTarget(node.url, scope)) fine = false
          else refuse(node, 'unsafe-url', 'link')
          return
        }
        const target = resolveTarget(node.url, scope)
        // Mistaken and unknown targets and odd texts are reported with the paper's other figures.
        if (target === 'heading') refuse(node, 'unsafe-directive', 'link to a heading')
        else if ('problem' in target || node.children[0]?.type !== 'text') fine = false
        else segments.push({ type: 'figure', target, text: node.children[0].value })
        return
      }
      default:
        refuse(node, 'unsafe-directive', node.type)
    }
  }
  paragraph.children.forEach(walk)
  refuseDirectiveNumbers(paragraph, scope, faults)
  if (fine) refuseDirectiveCode(paragraph, shown, scope, faults)
  if (span.end - span.start > limits.directive) {
    fine = false
    faults.add({
      rule: 'unsafe-size',
      at: span.start + scope.shift,
      message: `Unexpected directive of ${span.end - span.start} characters, expected at most ${limits.directive}; say it shorter`,
    })
  }
  if (fine && !segments.some(({ type }) => type === 'figure')) {
    fine = false
    faults.add({
      rule: 'directive-figure',
      at: span.start + scope.shift,
      to: span.end + scope.shift,
      message:
        'Unexpected directive without a figure, expected one that this paper measured, such as [5×](#claim); link the claim it leans on',
    })
  }
  if (!fine) return null
  return {
    segments,
    place: faults.point(span.start + scope.shift),
    end: faults.point(span.end + scope.shift),
  }
}
