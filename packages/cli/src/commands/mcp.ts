import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import { type ExitCode, exitCodes } from '../findings/failure.ts'
import { openPaperCache } from '../papers/read-papers.ts'
import { openWorkspace } from '../repository/workspace.ts'
import { createServer, servedDomains } from '../serving/server.ts'
import { readerLeft } from '../terminal/printing.ts'
import type { Session } from './session.ts'

/** Serve the rulebook to an agent over standard input and output, until it hangs up or Ctrl-C. */
export async function mcpCommand({ workspace, output, signal }: Session): Promise<ExitCode> {
  const cache = await openPaperCache(workspace)
  const domains = await servedDomains(workspace)
  const transport = new EndingTransport()
  const open = () => openWorkspace(workspace.root)
  const { close } = serveStdio(() => createServer({ open, cache, domains }), {
    transport,
    // Standard output belongs to the protocol.
    onerror: (error) => output.warn(error.message),
  })
  const end = AbortSignal.any([signal, readerLeft])
  end.addEventListener('abort', () => void close(), { once: true })
  if (end.aborted) await close()
  await transport.ended
  return exitCodes.fine
}

/** Standard input and output; `ended` resolves once either is closed. */
class EndingTransport extends StdioServerTransport {
  #end!: () => void
  readonly ended = new Promise<void>((resolve) => {
    this.#end = resolve
  })

  override async close(): Promise<void> {
    await super.close()
    this.#end()
  }
}
