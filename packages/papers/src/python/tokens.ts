import { parser } from '@lezer/python'

const token =
  /(?<comment>#[^\n]*)|(?:\b[rbuf]{0,2})?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|[\p{L}\p{N}\p{M}_]+(?:\.\d+)?|\*\*=?|\/\/=?|<<=?|>>=?|->|:=|\.\.\.|[-+*/%@&|^=!<>]=|\S/giu

/** The tokens of a piece of Python, or of the text of a string, without white space and comments. */
export function pythonTokens(code: string): string[] {
  return Array.from(code.matchAll(token)).flatMap((match) => (match.groups?.comment ? [] : match[0]))
}

/** The texts of the strings of a piece of Python, but for those that stand alone as documentation. */
export function stringTexts(code: string): string[] {
  const texts: string[] = []
  parser.parse(code).iterate({
    enter: ({ name, from, to, node }) => {
      if (name !== 'String' && name !== 'FormatString') return true
      if (node.parent?.name !== 'ExpressionStatement' && node.parent?.name !== 'Script')
        texts.push(code.slice(from, to).replace(/^[a-z]*("""|'''|"|')([\s\S]*)\1$/i, '$2'))
      return false
    },
  })
  return texts
}
