/** Every way to take one of each list, in the order of the lists; one empty way where there is no list. */
export const combinations = (lists: readonly (readonly number[])[]): number[][] =>
  lists.reduce<number[][]>((before, list) => before.flatMap((head) => list.map((value) => [...head, value])), [[]]);

export const keyOf = (values: readonly number[]): string => values.join(' ');
