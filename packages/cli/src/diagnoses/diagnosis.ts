/** Something looked at: fine, worth knowing, or in the way, with what mends it. */
export interface Diagnosis {
  what: string
  state: 'fine' | 'note' | 'missing'
  found: string
  fix?: string
}
