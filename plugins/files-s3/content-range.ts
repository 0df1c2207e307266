/** The size of the whole, from `bytes 0-9/1234` or, where no part could be given, from a star in place of the range (RFC 9110, 14.4). */
export function sizeOf(contentRange: string | null): number | undefined {
  const size = /^bytes (?:\d+-\d+|\*)\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return size === undefined ? undefined : Number(size);
}
