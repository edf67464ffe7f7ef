/** "Don't ignore earlier messages" tells not to. */
const not = "(?<!\\b(?:not|don't|never|without|instead of) )"
/** Words between two others of one sentence, at most so many letters. */
const upTo = (letters: number) => `\\b[^.;:!?]{0,${letters}}\\b`

const agent = '(?:ai|(?:ai|coding) (?:agents?|assistants?|models?)|assistant|language model|copilot|claude)'
const people = '(?:users?|anyone|anybody|humans?|reviewers?|maintainers?)'

const wordings = [
  // leaving what it was told
  `${not}\\b(?:ignore|disregard|forget|override|bypass|not follow)${upTo(25)}(?:previous|prior|earlier|above|your|all)${upTo(25)}(?:instructions|guidelines|prompts?|rules)\\b`,
  `${not}\\b(?:ignore|disregard|forget)${upTo(12)}(?:instructions|everything)${upTo(12)}(?:above|before|told)\\b`,
  '\\bignor(?:iere|a|e|ez)\\b.{0,20}\\b(?:anweisungen|instrucciones|istruzioni|instrucoes|instructions precedentes)\\b',
  // speaking to it
  '^\\W*(?:system|assistant|user|instructions?|new instructions|system message) ?:',
  `\\b(?:dear|hey|note to|attention,?|if you are an?|as an?|as the) ${agent}\\b`,
  `\\b${agent}(?:[,:]| (?:must|shall|should|may)\\b)`,
  '\\byou are (?:now )?an? (?:\\w+ )?(?:ai|assistant|model)\\b|\\bfrom now on,? you\\b',
  '\\b(?:act as the|act as an|pretend (?:that )?you|play the role)\\b',
  // taking something out, or keeping it from people
  `\\b(?:reveal|repeat|print|show|post)${upTo(12)}(?:your|hidden|system) (?:prompt|instructions)\\b`,
  `${not}\\b(?:upload|post|leak|print|show)${upTo(20)}(?:credentials|secrets|passwords?|(?:api|ssh) keys?|environment variables)\\b`,
  `\\b(?:not|don't|never) (?:tell|inform|mention|show)${upTo(20)}(?:${people}|this (?:rule|step|line))\\b`,
  `\\b(?:hide|keep) (?:this|it)${upTo(20)}from (?:the )?${people}\\b`,
  "\\bwithout asking(?=[.,;]|$| the user| anyone)|\\b(?:not|don't|never) ask for (?:permission|confirmation|approval)\\b",
  // giving safety away
  `${not}\\b(?:disable|turn off|skip|remove|ignore)${upTo(15)}(?:tls|ssl|certificates?|csrf|sandbox|signature|authentication|security|safety)\\b`,
].map((source) => new RegExp(source))

/**
 * Does a directive turn to the agent that reads it, or give safety away ("ignore previous instructions",
 * "disable TLS verification")? Words that can be said in endless ways are a hint to whoever reviews, and no more:
 * most attacks are none of these.
 */
export function isOddlyWorded(directive: string): boolean {
  const words = directive
    .normalize('NFKD')
    .replaceAll(/[\p{M}*~`"]/gu, '')
    .replaceAll('’', "'")
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase()
  return wordings.some((wording) => wording.test(words))
}
