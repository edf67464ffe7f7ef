/** Tokenizers that a budget can be counted in. */
export type TokenizerName = 'o200k_base' | 'cl100k_base'

/** Counts the tokens of a text; special tokens written out in it count as plain text. */
export type CountTokens = (text: string) => number

/** Load a tokenizer. Its table is large, so it is loaded only when something has to be counted. */
export async function loadTokenizer(name: TokenizerName): Promise<CountTokens> {
  const { countTokens } =
    name === 'o200k_base'
      ? await import('gpt-tokenizer/encoding/o200k_base')
      : await import('gpt-tokenizer/encoding/cl100k_base')
  // No special token is recognised, none is refused: `<|endoftext|>` is text like any other.
  const options = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() }
  return (text) => countTokens(text, options)
}
