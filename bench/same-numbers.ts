/** The same numbers each time, from 0 up to 1: a linear congruential generator (Numerical Recipes, 7.1). */
export function sameNumbers(): () => number {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}
