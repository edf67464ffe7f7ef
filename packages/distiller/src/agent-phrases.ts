/** Words between two others of one sentence, at most so many letters. */
const upTo = (letters: number) => `\\b[^.;:!?]{0,${letters}}\\b`

/** A rule that begins with a negation ("Don't ignore earlier messages") tells not to: no attack. */
const not = `(?<!\\b(?:do not|don't|never|not|cannot|can't|does not|doesn't|should not|shouldn't|must not|mustn't|avoid|without|instead of|rather than) )`

const agentName = '(?:claude|copilot|chatgpt|gpt|gemini|codex)'
const agent = `(?:ai|llms?|(?:large )?language model|ai model|(?<!user[- ])agents?|(?:ai |coding )?assistants?|chatbots?|bots?|${agentName})`
const person = '(?:users?|humans?|anyone|anybody|readers?|developers?|operators?|reviewers?|maintainers?)'

const earlier =
  "(?:previous|prior|above|earlier|preceding|foregoing|your|my|system|developer|safety|initial|original|(?:the )?user's)"
const every = '(?:all|any|every|other|existing|original|initial|these|those)'
/** What only an agent is given. */
const instructions =
  '(?:instructions?|prompts?|guidelines|directives|safeguards|restrictions|system messages?)'
/** The same, and words that code has, too. */
const orders =
  '(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|orders?|commands?|safeguards?|restrictions?)'
const told =
  '(?:messages?|context(?! manager| var)|conversation|training(?! loop| data| set| run| step| job| policy)|polic(?:y|ies)|text|content|paragraphs?|statements?|requests?)'

const ignore =
  '(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|pay no attention to|never ?mind|set aside|skip)'
const overrule = `(?:${ignore}|overrid(?:e|ing)|overrule|bypass|neglect|discard|dismiss)`
const follow = '(?:follow|obey|heed|comply with|adhere to|listen to|following|obeying|heeding)'
const ends = '(?= ?(?:$|[.,;:!?)]| and\\b| then\\b))'

const turningAway = [
  `${not}\\b${overrule}${upTo(40)}${earlier}${upTo(25)}${orders}\\b`,
  `${not}\\b${overrule}${upTo(20)}${every}${upTo(15)}(?:${instructions}|rules)\\b`,
  `${not}\\b${ignore} (?:(?:all|any|of|the|every) ){0,3}${earlier} ${told}\\b`,
  `${not}\\b(?:forget|override|overrule) (?:all |any )?(?:your|my) (?:\\w+ )?${told}\\b`,
  `${not}\\b${ignore} (?:(?:all|any|of|the) ){0,3}(?:${orders}|text|messages?) (?:above|before|preceding|given|so far|you (?:were|are|have|received|got)|(?:in|of|from) (?:the )?(?:user|system|developer|claude|agents|gemini))\\b`,
  `${not}\\b${ignore} (?:all of |everything |anything |all )?(?:the )?(?:above|foregoing|preceding)(?: text| part)?${ends}`,
  `${not}\\b(?:ignore|disregard|forget) everything(?: else)?(?= ?(?:$|[.;!]| and then\\b))`,
  `${not}\\b(?:ignore|disregard|forget)${upTo(12)}(?:everything|anything|what|whatever)${upTo(20)}(?:above|before|told|said|learned|previously|earlier)\\b`,
  `${not}\\b(?:ignore|disregard) (?:the |your )?(?:user|human|operator|developer)(?:'s (?:\\w+ )?(?:${orders}|${told}|questions?|wishes))?${ends}`,
  `${not}\\b${overrule}${upTo(25)}(?:claude|agents|gemini|copilot-instructions)\\.md\\b`,
  `\\b(?:do not|don't|never|stop|cease|instead of|rather than|refuse to) ${follow}${upTo(12)}(?:instructions|(?:${earlier}|${every}|the user's?)${upTo(15)}${orders})\\b`,
  `\\b${follow}${upTo(12)}(?:these|the following|my|new|this)${upTo(12)}${orders}\\b`,
  `\\b(?:${earlier}|all|any|these|those|existing)${upTo(15)}(?:instructions?|prompts?|guidelines|commands|rules)(?: above)? (?:no longer appl(?:y|ies)|(?:is|are|were) (?:now |all |hereby )?(?:void|cancell?ed|superseded|revoked|suspended|lifted|overridden))\\b`,
  `\\b(?:instructions?|prompts?|guidelines|commands|rules) above (?:no longer appl|(?:is|are) (?:now |all )?(?:void|cancell?ed|superseded|revoked|overridden))`,
  `\\b(?:previous|prior|earlier) (?:instructions|prompts?|guidelines) (?:do not|don't) apply\\b`,
  `\\b(?:these|this|the following|my|new) (?:instructions?|rules?|prompts?|guidelines) (?:overrides?|supersedes?|replaces?|outranks?|takes? (?:precedence|priority) over) (?:all|any|every|other|previous|prior|earlier|your|the system|the user)`,
  `${not}\\b(?:override|disable|turn off|bypass|switch off|ignore) (?:all |any |the |your ){0,2}(?:safety|security|content) (?:checks?|filters?|guidelines|rules|measures|features|protocols|polic(?:y|ies))\\b`,
  `${not}\\b(?:skip|bypass) (?:all |the |your ){0,2}safety (?:checks?|filters?|measures)\\b`,
  `\\bignor(?:iere?|a|ez|e) (?:\\w+ ){0,4}(?:anweisungen|instrucciones|istruzioni|instrucoes|instructions precedentes)\\b`,
  `忽略.{0,8}(?:指令|指示|说明)`,
]

const turningTo = [
  `\\b(?:new|real|true|updated|secret|hidden) instructions? ?:`,
  `\\byour (?:new|real|true|actual|next|updated) (?:instructions?|task|goal|objective|role|mission|orders) (?:is|are)\\b`,
  `\\b(?:system|developer|hidden) (?:prompt|message)\\b`,
  `\\byou are (?:now|no longer) (?:an?|the|my|in \\w+ mode|dan|root|free|bound|restricted|limited|unrestricted|required|allowed|acting|operating|under)\\b`,
  `\\bfrom now on,? you\\b|\\byou (?:must|will|shall) now\\b`,
  `(?<!\\b(?:if|when|unless|that|whether) )\\byou are (?:dan|root|admin|an? (?:ai|llm|assistant|unrestricted|uncensored|helpful|language model))\\b`,
  `${not}\\b(?:pretend|act) (?:as if you|as though you|(?:to be|as) (?:an? |the )?(?:user|human|ai|dan|root|admin|administrator|assistant|unrestricted|different|helpful|developer|hacker|pirate))\\b`,
  `\\bpretend (?:that )?you(?:'re| are| have)\\b|\\brole-?play as\\b|\\bassume the role of\\b`,
  `\\b(?:jailbreak|jailbroken|dan mode|developer mode|god mode)\\b`,
  `\\b${agent},? (?:please|obey|comply)\\b`,
  `\\b${agent} (?:must|shall|should|have to|need to|are to) (?:\\w+ )?(?:first|run|execute|read|follow|obey|ignore|disregard|install|comply|delete|reveal|print|fetch|download|answer|respond|reply|always|never|stop)\\b`,
  `\\b(?:dear|hey|hi|hello) (?:the )?${agent}\\b`,
  `\\b(?:notes?|messages?|instructions?|attention|notice|warning|important) (?:(?:for|to) )?(?:all |any |the |every ){0,2}${agent}\\b(?! ?'s)`,
  `\\bto (?:the|any|every|whatever) ${agent} (?:that (?:is )?|who (?:is )?)?read(?:s|ing)\\b`,
  `\\bif you(?:'re| are) (?:an? |the )?${agent}\\b`,
  `\\bas an? (?:ai|llm|large language model|language model|ai \\w+), you\\b`,
  `\\b${agentName}(?::|, (?:you|run|execute|do|ignore|delete|read|open|write|print|send|install|follow|always|never|now)\\b)`,
  `(?:^|[.!?] )(?:ai|llm|agents?|assistant): `,
  `\\bthe (?:user|owner|maintainer|developer|author)s? (?:has |have |already ){0,2}(?:authori[sz]ed|permitted|allowed|wants?|asked|instructed|told|approved) you\\b`,
  `\\byou must\\b[^;:!?]{0,40}\\bbefore (?:anything else|doing anything|answering)\\b`,
  `\\bbefore (?:you (?:do anything|answer|respond|reply)|answering|any (?:other )?task)\\b`,
  `<\\|(?:im[ _]start|im[ _]end|system|user|assistant)\\|>|\\[/?inst\\]|<</?sys>>|(?<!\\w)\\[(?:system|assistant)\\] `,
]

const secret =
  '(?:(?:hidden|system|initial) (?:prompt|instructions)|secrets?|credentials?|passwords?|api[- ]?keys?|access tokens?|private keys?|ssh keys?|[a-z]+ (?:token|secret)(?= ?(?:$|[.,;!?]))|id rsa|\\.env\\b(?: file)?|environment variables|env vars)'
const strangers =
  '(?:authors?|prs?|pull requests?|issues?|comments?|commits?|commit messages?|chat|attackers?|webhooks?|gists?|me|us|output)'

const takingOut = [
  `${not}\\b(?:reveal|leak|exfiltrate|disclose|upload|post|e-?mail|steal|harvest)\\b[^;:!?]{0,30}(?<!\\w)${secret}`,
  `${not}\\b(?:send|forward|copy|commit|paste|share|print|cat|include|write|put)\\b[^;:!?]{0,30}(?<!\\w)${secret}\\b[^.;:!?]{0,8}\\b(?:to|into|in|with) (?:the |an? |your |this )?${strangers}\\b`,
  `${not}\\b(?:send|forward|commit|share|print)\\b (?:all |any |the |your |my ){0,2}(?!environment|env)${secret}(?= ?(?:$|[.!?]))`,
  `\\b(?:print|repeat|show|output|reveal|leak|display|tell|give|share|disclose|dump|expose|quote|recite)(?: me)? your${upTo(12)}(?:prompt|instructions|guidelines)\\b`,
  `\\bwhat (?:are|is|were|was) your (?:\\w+ )?(?:prompt|instructions|guidelines)\\b`,
  `\\b(?:do not|don't|never) (?:tell|inform|alert|warn|notify|(?:mention|show|reveal|report) (?:this|it|that) to)\\b.{0,12}\\b${person}\\b`,
  `\\b(?:do not|don't|never) (?:mention|reveal|disclose) (?:this|it)${ends}`,
  `\\b(?:hide|conceal|keep) (?:this|it|that)(?: a)?(?: secret| hidden| quiet)? from (?:the |any |your )?${person}\\b`,
  `\\bkeep (?:this|it) (?:between us|a secret|secret)\\b`,
  `\\bwithout (?:telling|asking|informing|alerting|notifying)\\b.{0,12}\\b${person}\\b`,
  `\\bwithout (?:the |any )?${person}(?:'s)? (?:knowing|noticing|knowledge|confirmation|permission|approval|consent)\\b`,
  `\\bwithout asking (?:anyone |the user )?(?:for )?(?:permission|confirmation|approval)\\b`,
  `\\b(?:do not|don't|never) ask (?:(?:the )?${person} )?(?:for )?(?:confirmation|approval)\\b`,
  `\\b(?:do not|don't|never) ask (?:the )?${person}\\b|\\b(?:do not|never) ask for permission${ends}`,
]

/**
 * Ways of turning from the reader to the agent that reads along, in lower case: leaving what it was told,
 * speaking to it, taking out what is secret or hiding something from people.
 */
export const agentPhrases: readonly RegExp[] = [...turningAway, ...turningTo, ...takingOut].map(
  (source) => new RegExp(source, 'g'),
)

/** A line that begins like one of a conversation. Indented lines are code. */
export const speaker = /^ {0,3}(?:[>*+#-]\s*)*(?:system|assistant|human|user|instructions?) ?:/
