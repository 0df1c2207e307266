export interface Piece {
  text: string;
  href?: string;
}

/** Web addresses only: no other scheme ever becomes a link. What commonly follows an address in a sentence is not part of it. */
export function splitLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"'`]+/gi)) {
    let address = match[0].replace(/[.,:;!?…،؟»”’]+$/u, '');
    if (address.endsWith(')') && !address.includes('(')) address = address.replace(/\)+[.,:;!?]*$/, '');
    if (!isAddress(address)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function isAddress(text: string): boolean {
  try {
    return new URL(text).hostname !== '';
  } catch {
    return false;
  }
}
