import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { findChatTokens } from '../../src/safety/chat-token.ts'

const families: Record<string, string[]> = {
  ChatML: ['<|im_start|>', '<|im_end|>', '<|endoftext|>', '<|endofprompt|>'],
  'Llama 2': ['[INST]', '[/INST]', '<<SYS>>', '<</SYS>>', '</s>'],
  'Llama 3': ['<|begin_of_text|>', '<|start_header_id|>', '<|eot_id|>', '<|python_tag|>'],
  Mistral: ['[AVAILABLE_TOOLS]', '[/AVAILABLE_TOOLS]', '[TOOL_CALLS]', '[TOOL_RESULTS]', '[SYSTEM_PROMPT]'],
  Gemma: ['<start_of_turn>', '<end_of_turn>', '<bos>', '<eos>', '<unused99>'],
  DeepSeek: ['<｜User｜>', '<｜Assistant｜>', '<｜begin▁of▁sentence｜>', '<｜tool▁calls▁begin｜>'],
  'Qwen and Hermes': ['<tool_call>', '</tool_call>', '<tool_response>', '<tools>', '<|vision_start|>'],
  Anthropic: [
    '<invoke name="run">',
    '</invoke>',
    '<function_calls>',
    '</function_calls>',
    '<parameter name="x">',
    '<system-reminder>',
  ],
  'Command R': ['<|START_OF_TURN_TOKEN|>', '<|CHATBOT_TOKEN|>', '<|END_OF_TURN_TOKEN|>'],
  GLM: ['[gMASK]', '<sop>', '<|assistant|>', '<|observation|>'],
  Kimi: ['<|im_user|>', '<|im_middle|>', '<|tool_calls_section_begin|>'],
  'gpt-oss': ['<|channel|>', '<|message|>', '<|return|>', '<|constrain|>'],
  Phi: ['<|user|>', '<|system|>', '<|end|>'],
  'fill in the middle': ['<fim_prefix>', '<fim-suffix>', '<|fim_middle|>', '<MID>'],
  MiniMax: [']~b]', ']~!b[', '[e~['],
  Falcon: ['>>QUESTION<<', '>>ANSWER<<'],
  'one bar': ['<turn|>', '<|turn>', '<channel|>', '[|system|]', '[|endofturn|]'],
  wrappings: [
    '<start_function_call>',
    '<start_header_id>',
    '<assistant_end>',
    '<BOS_TOKEN>',
    '<environment_context>',
    '<command-name>',
    '<bash-stdout>',
    '<arg_key>',
    '<parameter=command>',
    '<longcat_user>',
  ],
  thoughts: ['<think>', '</think>', '<thinking>', '<reasoning>', '<scratchpad>'],
  speakers: ['<system>', '</system>', '<user>', '</assistant>', '<human>', '<developer>', '<system_prompt>'],
}
const tokens = Object.values(families).flat()

describe.each(Object.entries(families))('%s', (_, own) => {
  test.each(own)('%s is found in prose, in code and in a string', (token) => {
    for (const text of [
      token,
      `Use a set?${token} Go on.`,
      `Use a set. ${token} Go on.`,
      `x = "${token}"`,
      `# ${token}\npass`,
    ]) {
      const [first] = findChatTokens(text)
      expect(first?.offset, text).toBe(text.indexOf(token))
    }
  })
})

const wide = (character: string) =>
  /[!-~]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character

test('a token is found in compatibility characters, with spaces, over the end of a line, anywhere', () => {
  const spaced = fc.constantFrom('', ' ', '  ', '\t', '\n', '\n> ', '\n# ')
  const around = fc.stringMatching(/^[a-z0-9 .,]{0,12}$/)
  const bracketed = tokens.filter((token) => /^(?:<\|.*\|>|<\/?[a-z_]+>|\[\/?\w+\])$/.test(token))
  fc.assert(
    fc.property(
      fc.constantFrom(...bracketed),
      spaced,
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      around,
      around,
      (token, gap, widened, before, after) => {
        const [, open, name, close] = /^(<\|?\/?|\[\/?)(.*?)(\|?>|\])$/.exec(token)!
        const apart = `${open}${gap}${name}${gap}${close}`
        const drawn = [...apart]
          .map((character, at) => (widened[at] && character > '#' ? wide(character) : character))
          .join('')
        expect(findChatTokens(`${before}: "${drawn}" ${after}`), drawn).toHaveLength(1)
      },
    ),
    { numRuns: tries(1000) },
  )
})

test.each([
  'Human: do it',
  '\n\nAssistant: Sure',
  '> Human: x',
  '# USER: x',
  '### Instruction: x',
  '**System:** x',
])('a speaker begins a line: %j', (text) => {
  expect(findChatTokens(text)).toHaveLength(1)
})

test.each([
  'if a < b and c > d: pass',
  'a < user > b',
  'x[INST] = rows[PREFIX]',
  'def f(x: list[int]) -> dict[str, int]: ...',
  'List<int>, Map<String, User>',
  'html = "<b>bold</b><table><tr>"',
  'a | b, a |= b, x <<= 1, y >> 2',
  "re.sub(r'(?P<user>x)', r'\\g<user>', s)",
  'user: str = "x"',
  'repr: <function f at 0x7f>',
  'Human-readable output: a table',
])('honest code and prose pass: %s', (text) => {
  expect(findChatTokens(text)).toEqual([])
})

test('a long text without tokens takes a time that grows with its length alone', () => {
  const time = (text: string) => {
    const start = performance.now()
    expect(findChatTokens(text)).toEqual([])
    return performance.now() - start
  }
  for (const piece of ['<', '< ', '<|', '# -', '[ ', '\n> ', '<\n> ', '- - ', '|', '<start_of_']) {
    time(piece.repeat(1000))
    expect(time(piece.repeat(20_000)), piece).toBeLessThan(2000)
  }
})
