import { withPlainSigns } from './plain-signs.ts'

/** What a chat template or an agent's own wrapping is written in, and where it starts (UTF-16 code units). */
export interface ChatToken {
  offset: number
  /** As it stands in the text, spaces joined, at most 40 characters. */
  found: string
}

/** What is said of a token that was found. */
export function chatTokenMessage({ found }: ChatToken): string {
  return `Unexpected “${found}”, which chat templates and agents read as a mark of their own, expected text and code; remove it`
}

/** Between the signs of a token: a list, a quote or a comment may be broken there. */
const gap = String.raw`\s{0,20}(?:(?<=\n\s{0,4})[>#*]{1,4}\s{0,20})?`
const open = `<${gap}`
const close = `${gap}>`

/** Speakers, tools and thoughts: tags that agents are given, whatever the model family. */
const tagNames = [
  // turns and speakers
  String.raw`(?:start|end|begin|beginning)[_-]?of[_-]?[\w-]+`,
  '(?:start|end)_(?:function|header|turn|tool|thinking|message)[\\w]*|(?:user|assistant|system|s|longcat)_(?:start|end|user|assistant|think|s)',
  'eot_id|[be]os_token|environment_(?:context|details)|system_notification|task-notification|local-command-\\w+',
  'command-(?:name|message|args)|bash-(?:input|stdout|stderr)|arg_(?:key|value)|parameter(?==)',
  'im[_-](?:start|end|sep|user|assistant|system|middle)',
  '(?:system|developer|assistant|user|human|model|agent|ai|claude|admin)(?:[_-](?:prompt|message|reminder|instructions?|turn|query|info|context|rules|role|input|request|reply|response))?',
  '(?:important[_-])?instructions?',
  'important|critical|override|policy[_-]?spec|role|turn|eot|eoh|eoa|sop|eop|eod|bot|eom',
  // tools
  String.raw`(?:antml|anthropic|claude|seed|minimax|kimi|qwen):[\w:-]+`,
  'tools?[_-](?:calls?|code|use|uses|results?|response|responses|outputs?|input|list|name|declaration|sep)|tools|available[_-]tools',
  `function[_-]?(?:calls?|results?|response|output)|functions|invoke|function(?==|${gap}>)`,
  'execute_(?:command|bash)|read_file|write_to_file|attempt_completion|ask_followup_question|str_replace_editor',
  // thoughts
  'think|thinking|thought|thoughts|reasoning|scratch_?pad|reflection|inner_monologue|antthinking|antartifact',
  // ends, gaps and fill-in-the-middle
  'bos|eos|pad|unk|fim[_-](?:prefix|suffix|middle|pad)',
  String.raw`unused_?\d+|reserved_?\d+|extra_id_\d+|TOKENS_UNUSED_\d+|SPECIAL_\d+|file_sep|gh_stars|reponame|jupyter_\w+`,
]

/** Names in brackets; a subscript (`x[INST]`) is none, which is looked at for each that is found. */
const bracketNames =
  'INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|SYSTEM_PROMPT|MODEL_SETTINGS|THINK|ARGS|CALL_ID|gMASK|sMASK|PREFIX|SUFFIX|MIDDLE|IMG_BREAK|IMG_END|BEGIN OF INST|END OF INST'

/** By form, so that a token that no list knows is found as well. */
const forms = new RegExp(
  [
    // <|any thing|>, and one without its last sign
    String.raw`${open}\|(?:[^<>|]|(?<=\n\s{0,4})>){1,80}\|${close}`,
    String.raw`${open}\|${gap}/?(?:im_|end|eo|bo|start|begin|sys|user|assis|tool|fim|channel|message|return|call|constrain|header|python_tag|reserved)`,
    `<${open}/?${gap}SYS${gap}>${close}`,
    // Tokens of which one side alone has a bar, and those in brackets.
    `${open}\\|\\w{3,40}${close}|${open}\\w{3,40}\\|${close}|\\[\\|${gap}/?\\w{3,40}${gap}\\|\\]`,
    String.raw`\]~!?b\[|\]~b\]|\[e~\[`,
    String.raw`${open}/?${gap}(?:${tagNames.join('|')})${gap}(?:(?:=|\s[\w-]{1,40}=)[^<>]{0,200})?${gap}/?${gap}>`,
    `${open}/${gap}s${close}`,
    String.raw`${open}/?${gap}parameter\s+name\b`,
  ].join('|'),
  'gi',
)

/** Names that are such in capitals only. */
const capitals = new RegExp(
  [
    String.raw`\[${gap}/?${gap}(?:${bracketNames})${gap}\]`,
    `${open}(?:PRE|SUF|MID|EOT|EOD)${close}`,
    String.raw`\|\|\|[A-Z_]{4,40}\|\|\||>>[A-Z]{4,40}<<`,
  ].join('|'),
  'g',
)

/** A speaker at the beginning of a line, as templates without tokens of their own write it. */
const speaker =
  /^[ \t"'`>#*-]{0,20}(?:Human|Assistant|HUMAN|ASSISTANT|USER|SYSTEM|GPT4 Correct (?:User|Assistant)|(?<=\*\*)(?:System|User)|(?<=### ?)(?:Instruction|Response|System|User))[ \t]{0,8}\*{0,2}[ \t]{0,8}:/gm

/** Where any of these may be, tested before all else. */
const hint = /[<|[\]>:]/

/**
 * Tokens of chat templates and tags of agents, of any model family, in prose and in code: in compatibility
 * characters, with spaces inside and over the end of a line as well. What is read as an operation in code
 * (`x[INST]`, `a < user > b`) is none.
 */
export function findChatTokens(text: string): ChatToken[] {
  const plain = withPlainSigns(text)
  if (!hint.test(plain.text)) return []
  const found: ChatToken[] = []
  const add = (index: number, match: string) => {
    const offset = plain.offsets ? plain.offsets[index]! : index
    const joined = match.trim().replaceAll(/\s+/g, ' ')
    found.push({ offset, found: joined.length > 40 ? `${joined.slice(0, 40)}…` : joined })
  }
  for (const pattern of [forms, capitals]) {
    for (const { index, 0: match } of plain.text.matchAll(pattern)) {
      if (!isOperation(plain.text, index, match)) add(index, match)
    }
  }
  for (const { index, 0: match } of plain.text.matchAll(speaker)) add(index, match)
  return found.sort((a, b) => a.offset - b.offset)
}

function isOperation(text: string, at: number, match: string): boolean {
  const before = text[at - 1] ?? ''
  // A named group of a regular expression, or a mention of one.
  if (/(?:\(\?P?|\\[gk])$/.test(text.slice(Math.max(0, at - 3), at))) return true
  const name = /^\[\s*(\w+)\s*\]$/.exec(match)?.[1]
  if (name !== undefined) return /[\w)\]]/.test(before)
  // A comparison has values on both sides and spaces around its signs.
  const compared = /^< \w+ >$/.test(match)
  return (
    compared &&
    /[\w)\]] $/.test(text.slice(Math.max(0, at - 2), at)) &&
    /^ [\w(["'-]/.test(text.slice(at + match.length))
  )
}
