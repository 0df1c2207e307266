/** `next` of a form if it leads to a page of this server, else undefined: nobody is sent elsewhere by a prepared link. */
export function localPath(next: unknown): string | undefined {
  if (typeof next !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return undefined;
  const here = 'http://here.invalid';
  if (!URL.canParse(next, here)) return undefined;
  const { origin, pathname, search } = new URL(next, here);
  // A path of dots can end in two slashes, which browsers take for another host.
  return origin === here && !pathname.startsWith('//') ? pathname + search : undefined;
}
