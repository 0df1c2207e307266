/** Makes something when it is first asked for, and once: the first object of `Intl` alone takes seven megabytes. */
export function lazily<Made>(make: () => Made): () => Made {
  let made: { it: Made } | undefined;
  return () => (made ??= { it: make() }).it;
}
