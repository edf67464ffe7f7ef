const orders =
  '(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|orders?|safeguards?|restrictions?)'
const told = '(?:messages?|context(?! manager| var)|conversation|training|polic(?:y|ies))'
const earlier = '(?:previous|prior|above|earlier|preceding|foregoing|your|my|system|developer|safety)'
const every = '(?:all|any|every|other|existing|original|initial)'
const agent = '(?:ai|llms?|(?<!user[- ])agents?|assistants?|chatbots?|claude|copilot|chatgpt|gemini)'
const secret =
  '(?:system prompt|hidden prompt|secrets?|credentials?|passwords?|api[- ]?keys?|access tokens?|private keys?|ssh keys?|environment variables|env vars)'

/** Ways of turning from the reader to the agent that reads along. */
const patterns = [
  `\\b(?:ignore|disregard|forget|discard|dismiss|override|overrule|bypass|neglect)\\b[^;]{0,20}\\b(?:${earlier}\\b[^;]{0,20}\\b(?:${orders}|${told})|${every}\\b[^;]{0,20}\\b${orders})\\b`,
  `\\b(?:ignore|disregard|forget)\\b.{0,12}\\b(?:everything|anything|all|what)\\b.{0,20}\\b(?:above|before|told|said|learned|previously|earlier)\\b`,
  `\\bdo not (?:follow|obey|heed)\\b.{0,30}\\b${orders}\\b`,
  `\\b(?:follow|obey)\\b.{0,12}\\b(?:these|the following|my|new|this)\\b.{0,12}\\b${orders}\\b`,
  `\\b(?:new|real|true|updated|secret|hidden) instructions? ?:`,
  `\\b(?:system|developer|hidden) (?:prompt|message)\\b`,
  `\\byou are (?:now|no longer)\\b|\\bfrom now on,? you\\b|\\byou (?:must|will|shall) now\\b`,
  `\\b(?:pretend|act) (?:to be|as if you|as though you|as an? (?:ai|unrestricted|different|helpful|developer|admin))\\b`,
  `\\b(?:jailbreak|jailbroken|dan mode|developer mode|god mode)\\b`,
  `\\b${agent}\\b.{0,20}\\b(?:must|shall|should|please|obey|comply)\\b`,
  `\\b(?:reveal|leak|exfiltrate|send|post|upload|e-?mail|forward|disclose)\\b.{0,30}\\b${secret}\\b`,
  `\\b(?:do not|don't|never) (?:tell|inform|alert|warn|mention (?:this|it) to|show (?:this|it) to)\\b.{0,12}\\b(?:users?|humans?|anyone|anybody|reader)\\b`,
  `\\bwithout (?:telling|asking|informing|alerting)\\b.{0,12}\\b(?:users?|humans?|anyone|anybody)\\b`,
  `<\\|(?:im_start|im_end|system|user|assistant)\\|>|\\[/?inst\\]|<</?sys>>`,
  `^[\\s>*+#-]*(?:system|assistant|human|user|instructions?) ?:`,
].map((source) => new RegExp(source, 'i'))

/** Letters that look like Latin ones. */
const lookAlikes: Record<string, string> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ј: 'j',
  ԁ: 'd',
  ո: 'n',
  һ: 'h',
  ɡ: 'g',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  α: 'a',
  ι: 'i',
  ı: 'i',
}

/**
 * Does a line address the agent that reads it ("ignore previous instructions" and its kin) instead
 * of saying something about code? Accents, look-alike letters, compatibility forms and emphasis
 * do not hide it. A list of phrases finds the known ways, never all.
 */
export function addressesAgent(line: string): boolean {
  const plain = [...line.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()]
    .map((letter) => lookAlikes[letter] ?? letter)
    .join('')
  const words = plain.replaceAll('’', "'").replaceAll(/[*_~`"\s]+/g, ' ')
  return patterns.some((pattern) => pattern.test(plain) || pattern.test(words))
}
