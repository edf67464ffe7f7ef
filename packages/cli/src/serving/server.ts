import { McpServer } from '@modelcontextprotocol/server'
import type { PaperCache } from '@rulebook/papers'
import { z } from 'zod'
import { explainMeasured } from '../explaining/explain.ts'
import { refuseWhatCheckRefuses } from '../exporting/refuse-what-check-refuses.ts'
import { safeDocument, safeRulebook } from '../exporting/safe-texts.ts'
import { asFailure } from '../findings/as-failure.ts'
import { Failure } from '../findings/failure.ts'
import { readEvidence } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'
import { version } from '../terminal/version.ts'
import { ruleExamples } from './rule-examples.ts'
import { domainsOf, ruleList } from './rule-list.ts'
import { handOver, handOverError } from './safe-answer.ts'

const instructions =
  'Performance rules that were measured in this repository. Before you write or review code on a hot path, list the rules of its domain; explain a rule for examples and for the measurements that it rests on.'

/** Where answers come from. */
export interface Source {
  /** The repository with its settings as they are now. */
  open: () => Promise<Workspace>
  /** What is remembered of papers. */
  cache: PaperCache
  /** Domains to name in the description of a tool. */
  domains: readonly string[]
}

/**
 * The rulebook for an agent that asks: a server of the Model Context Protocol. Every answer is made from the
 * files as they are at that moment; nothing is measured. What agents must not be handed is refused, and
 * everything while `check` finds an error.
 */
export function createServer({ open, cache, domains }: Source): McpServer {
  const server = new McpServer({ name: 'rulebook', title: 'Rulebook', version }, { instructions })
  const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }
  const named = domains.length > 0 ? ` Domains: ${domains.join(', ')}.` : ''

  server.registerTool(
    'list_rules',
    {
      title: 'Rules that hold',
      description: `Every rule whose claims hold on the published measurements, with its figure and its id; the rulebook has only those that its budget has room for.${named}`,
      inputSchema: z.object({
        domain: z.string().optional().describe('only the rules of this domain; of all when it is left out'),
      }),
      annotations,
    },
    ({ domain }) => answer(async () => listRules(await open(), domain)),
  )
  server.registerTool(
    'explain',
    {
      title: 'What a rule, a claim or a benchmark rests on',
      description:
        'For the id of a rule: its claims, what to write and what not to. For that of a claim or a benchmark: estimate, 95 % interval, verdict, the statements that were timed, machine and interpreter.',
      inputSchema: z.object({ id: z.string().describe('as in the list of rules: domain/name') }),
      annotations,
    },
    ({ id }) => answer(async () => explain(await open(), cache, id)),
  )
  server.registerResource(
    'rulebook',
    'rulebook://rulebook',
    {
      title: 'The rulebook',
      description: 'The rules that are worth their tokens, as a file.',
      mimeType: 'text/markdown',
    },
    async ({ href }) => {
      const text = await told(async () => (await safeRulebook(await open())).text)
      return { contents: [{ uri: href, mimeType: 'text/markdown', text }] }
    },
  )
  return server
}

/** The domains that there are rules of; none when the evidence cannot be used, which each answer will tell. */
export async function servedDomains(workspace: Workspace): Promise<string[]> {
  try {
    await refuseWhatCheckRefuses(workspace)
    const evidence = await readEvidence(workspace)
    const domains = evidence ? domainsOf(evidence) : []
    handOver([{ text: domains.join(', ') }], workspace.config.evidence)
    return domains
  } catch {
    return []
  }
}

async function listRules(workspace: Workspace, domain: string | undefined): Promise<string> {
  const { config } = workspace
  const { evidence } = await safeDocument(workspace, await safeRulebook(workspace))
  return handOver(ruleList(evidence, domain), config.evidence)
}

async function explain(workspace: Workspace, cache: PaperCache, id: string): Promise<string> {
  const { config } = workspace
  if (!id.includes('/')) {
    throw new Failure('Unexpected id, expected that of a rule, a claim or a benchmark: domain/name')
  }
  await refuseWhatCheckRefuses(workspace)
  const { found, evidence } = await explainMeasured(workspace, id)
  const holding = evidence?.rules.some((rule) => rule.id === id && rule.holds)
  const lines = found.flatMap((part, index) => [...(index > 0 ? [{ text: '' }] : []), ...part.lines])
  const examples = holding ? await ruleExamples(workspace, cache, id) : []
  return handOver([...lines, ...examples], `${config.evidence}, a run or a paper`)
}

/** A tool's answer; what can be mended is told as an error of the tool, anything else is a defect. */
async function answer(make: () => Promise<string>) {
  try {
    return { content: [{ type: 'text' as const, text: await told(make) }] }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { content: [{ type: 'text' as const, text: error.message }], isError: true }
  }
}

/** What was asked for; what can be mended is thrown as a Failure that may be handed to an agent. */
async function told(make: () => Promise<string>): Promise<string> {
  try {
    return await make()
  } catch (error) {
    const failure = await asFailure(error)
    if (!(failure instanceof Failure)) throw failure
    const message = handOverError(failure.message)
    throw message === failure.message ? failure : new Failure(message, failure.exitCode)
  }
}
