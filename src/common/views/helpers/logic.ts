type WithOptions = readonly [...values: unknown[], options: unknown];

/** Handlebars passes its options last; they are not one of the values. */
const values = (given: WithOptions): unknown[] => given.slice(0, -1);

export const logic = {
  eq: (left: unknown, right: unknown) => left === right,
  not: (value: unknown) => !value,
  and: (...given: [...unknown[], unknown]) => values(given).every(Boolean),
  or: (...given: [...unknown[], unknown]) => values(given).find(Boolean) ?? false,
};
