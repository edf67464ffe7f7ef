import type { Faults } from '../faults/fault.ts'

/**
 * Refuse what a merge left behind: `<<<<<<< ours`, `>>>>>>> theirs` and, between them, `=======`
 * and `|||||||`, which alone may be Markdown. True when there is none: of two versions at once
 * nothing else is worth telling.
 */
export function withoutConflicts(text: string, shift: number, faults: Faults): boolean {
  if (!/^(?:<{7}|>{7})[ \r\n]/m.test(text)) return true
  let open = false
  let fine = true
  for (const { index, 0: line } of text.matchAll(/^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$/gm)) {
    const marker = line.slice(0, 7)
    if (!open && (marker === '=======' || marker === '|||||||')) continue
    open = marker !== '>>>>>>>'
    fine = false
    faults.add({
      rule: 'merge-conflict',
      at: index + shift,
      to: index + marker.length + shift,
      message: `Unexpected mark of a merge conflict “${marker}”, expected one version of the text; keep what is right and delete the marks`,
    })
  }
  return fine
}
