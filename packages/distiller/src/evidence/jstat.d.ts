declare module 'jstat' {
  export const jStat: {
    studentt: {
      /** Quantile of Student's t distribution. */
      inv(probability: number, degreesOfFreedom: number): number
      /** Probability of a value of at most `x`. */
      cdf(x: number, degreesOfFreedom: number): number
    }
  }
}
