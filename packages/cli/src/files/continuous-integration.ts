import process from 'node:process'

/** Do we run in continuous integration? As the variable says that every such service sets. */
export function isContinuousIntegration(): boolean {
  const { CI } = process.env
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0'
}
