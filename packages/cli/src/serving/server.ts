import { McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { unsafePapers, unsafeValues } from '../checks/unsafe-texts.ts'
import { explain } from '../explaining.ts'
import { refuseUnsafe, safeRulebook } from '../exporting/safe-texts.ts'
import { Failure } from '../failure.ts'
import { committedCatalogue } from '../measuring.ts'
import { type LoadedPaper, readPapers } from '../papers.ts'
import { readEvidence } from '../published.ts'
import { version } from '../version.ts'
import { visible } from '../visible.ts'
import type { Workspace } from '../workspace.ts'
import { paperAddress, ruleGuide } from './rule-guide.ts'
import { domainsOf, ruleList } from './rule-list.ts'

const instructions =
  'Performance rules that were measured in this repository. Before you write or review code on a hot path, list the rules of its domain; explain a rule for examples and for the measurements that it rests on.'

/**
 * The rulebook for an agent that asks: a server of the Model Context Protocol. Every answer is made from the
 * files as they are at that moment; nothing is written and nothing measured. What agents must not be
 * handed is refused, with the place.
 */
export function createServer(workspace: Workspace, domains: readonly string[]): McpServer {
  const { config } = workspace
  const server = new McpServer({ name: 'rulebook', title: config.title, version }, { instructions })
  const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }

  server.registerTool(
    'list_rules',
    {
      title: 'Rules that hold',
      description: `Every rule whose claims hold on the published measurements, with its figure and its id; the rulebook has only those that its budget has room for.${domains.length > 0 ? ` Domains: ${domains.join(', ')}.` : ''}`,
      inputSchema: z.object({
        domain: z.string().optional().describe('only the rules of this domain; of all when it is left out'),
      }),
      annotations,
    },
    ({ domain }) => answer(() => listRules(workspace, domain)),
  )
  server.registerTool(
    'explain',
    {
      title: 'What a rule or a claim rests on',
      description:
        'For the id of a rule: what to write and what not to, and its claims. For that of a claim or a benchmark: estimate, 95 % interval, verdict, the statements that were timed, machine and interpreter.',
      inputSchema: z.object({ id: z.string().describe('as in the list of rules: domain/name') }),
      annotations,
    },
    ({ id }) => answer(() => explainRule(workspace, id)),
  )
  server.registerResource(
    'rulebook',
    'rulebook://rulebook',
    {
      title: config.title,
      description: 'The rules worth their tokens, as a file.',
      mimeType: 'text/markdown',
    },
    async ({ href }) => markdown(href, (await safeRulebook(workspace)).text),
  )
  server.registerResource(
    'paper',
    new ResourceTemplate('rulebook://papers/{domain}', {
      list: async () => ({ resources: (await safePapers(workspace)).map(paperEntry) }),
    }),
    {
      title: 'The paper of a domain',
      description: 'What was measured and how, why, and when the rules do not apply.',
      mimeType: 'text/markdown',
    },
    async ({ href }, { domain }) => markdown(href, await paperText(workspace, String(domain))),
  )
  return server
}

/** The domains that there are rules of now; none when the evidence cannot be read, which each answer will say. */
export async function servedDomains(workspace: Workspace): Promise<string[]> {
  const evidence = await readEvidence(workspace).catch(() => null)
  return evidence && unsafeValues('', domainsOf(evidence)).length === 0 ? domainsOf(evidence) : []
}

async function listRules(workspace: Workspace, domain: string | undefined): Promise<string> {
  const { config } = workspace
  const evidence = await readEvidence(workspace)
  if (!evidence) {
    throw new Failure(
      `There is no ${config.evidence} to list rules from, expected the evidence; run \`rulebook rebuild\``,
    )
  }
  refuseUnsafe(config.evidence, unsafeValues(config.evidence, evidence.rules))
  return ruleList(evidence, domain)
}

/** The paper's guide comes first; a paper that cannot be read takes away no more than that. */
async function explainRule(workspace: Workspace, id: string): Promise<string> {
  const { text, data } = await explain(workspace, id)
  refuseUnsafe(workspace.config.evidence, unsafeValues(workspace.config.evidence, data))
  const guide = await safePapers(workspace).then(
    (papers) => ruleGuide(papers, id),
    (error) => {
      if (!(error instanceof Failure)) throw error
      return `The papers cannot be read: ${firstLine(error)}`
    },
  )
  return guide === null ? text : `${guide}\n\n${text}`
}

async function paperText(workspace: Workspace, domain: string): Promise<string> {
  const papers = await safePapers(workspace)
  const found = papers.find(({ paper }) => paper.domain === domain)
  if (!found) {
    const domains = papers.map(({ paper }) => paper.domain)
    throw new Failure(`There is no paper of “${domain}”, expected one of ${domains.join(', ')}`)
  }
  const { content } = found.file
  const { evidence } = found.paper
  return evidence === null ? content : `${content.slice(0, evidence.start)}${content.slice(evidence.end)}`
}

/** Every paper, checked. Throws a Failure when any cannot be used, with exit code 4 where it is unsafe. */
async function safePapers(workspace: Workspace): Promise<LoadedPaper[]> {
  const { papers } = await readPapers(workspace, await committedCatalogue(workspace))
  refuseUnsafe(workspace.config.papers, unsafePapers(papers))
  return papers
}

function paperEntry({ paper }: LoadedPaper) {
  return {
    uri: paperAddress(paper.domain),
    name: paper.domain,
    title: paper.title,
    description: paper.summary,
    mimeType: 'text/markdown',
  }
}

function markdown(uri: string, text: string) {
  return { contents: [{ uri, mimeType: 'text/markdown', text }] }
}

/** A tool's answer; what can be mended is told as an error of the tool, anything else is a defect. */
async function answer(make: () => Promise<string>) {
  try {
    return { content: [{ type: 'text' as const, text: await make() }] }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { content: [{ type: 'text' as const, text: visible(error.message) }], isError: true }
  }
}

function firstLine({ message }: Failure): string {
  return visible(message.split('\n')[0]!)
}
