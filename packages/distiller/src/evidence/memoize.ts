/**
 * The function `work`, remembering each answer for as long as both of the objects it was made from are
 * held elsewhere. For objects that nobody changes: `rulebook watch` sees the same ones at each save, and
 * a single distillation several times.
 */
export function remembered<A extends object, B extends object, T>(
  work: (a: A, b: B) => T,
): (a: A, b: B) => T {
  const answers = new WeakMap<A, WeakMap<B, { answer: T }>>()
  return (a, b) => {
    const ofA = answers.get(a) ?? new WeakMap<B, { answer: T }>()
    answers.set(a, ofA)
    const known = ofA.get(b) ?? { answer: work(a, b) }
    ofA.set(b, known)
    return known.answer
  }
}
