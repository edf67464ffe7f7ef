/** Where agents look for what they are told, and what a new file there needs around the rules. */
export interface AgentFormat {
  /** Path from the root of the repository. */
  file: string
  /** What a file that is made anew begins with; `title` is the rulebook's. */
  preamble: (title: string) => string
}

/** Files that agents read, by the name of `--format`. */
export const agentFormats = {
  agents: { file: 'AGENTS.md', preamble: () => '' },
  claude: { file: 'CLAUDE.md', preamble: () => '' },
  gemini: { file: 'GEMINI.md', preamble: () => '' },
  copilot: { file: '.github/copilot-instructions.md', preamble: () => '' },
  cursor: {
    file: '.cursor/rules/rulebook.mdc',
    preamble: (title) =>
      `---\ndescription: ${JSON.stringify(title)}\nglobs: "**/*.py"\nalwaysApply: false\n---\n`,
  },
} as const satisfies Record<string, AgentFormat>

export type AgentFormatName = keyof typeof agentFormats
