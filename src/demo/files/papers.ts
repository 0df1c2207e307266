/** A staircase, sketched by hand from above and measured. */
export const staircase = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="680" viewBox="0 0 900 680">
  <rect width="900" height="680" fill="#fbfaf6"/>
  <g stroke="#d9e3ee" stroke-width="1">${lines(900, 680, 34)}</g>
  <g fill="none" stroke="#2b2f36" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">
    <path d="M150 600Q148 400 152 122Q380 116 742 124"/><path d="M362 604Q358 470 360 334Q520 330 738 332"/>
    <path d="M152 548q110-4 208 2M151 496q108 4 209 0M153 444q104-3 206 1M151 392q108 2 209-1"/>
    <path d="M360 334L154 300M360 334L152 168M360 334L262 122M360 334L392 122" stroke-width="4"/>
    <path d="M470 124q-3 110 2 206M548 122q3 104-1 210M626 124q-3 110 1 207"/>
  </g>
  <g fill="none" stroke="#c2402c" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">
    <path d="M348 318L196 168M196 168l6 30M196 168l30 5M348 318l-30-5M348 318l-6-30"/>
    <path d="M58 214c-18-2-24 22-6 30c22 8 18 34-4 32c-22-2-18-26 4-32c18-6 22-28 6-30ZM92 214c-20 0-22 60-2 62c22 2 24-60 2-62Z" transform="translate(2 -10)"/>
  </g></svg>`;

/** What sticks on the parcel; greeked, for there may be no fonts where this runs. */
export const label = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="560" viewBox="0 0 800 560">
  <rect width="800" height="560" fill="#cfa874"/><path d="M0 250h800v52H0Z" fill="#b98f58" opacity="0.7"/>
  <g transform="rotate(-2 400 280)"><rect x="96" y="66" width="616" height="436" fill="#000" opacity="0.18"/>
  <rect x="88" y="56" width="616" height="436" rx="6" fill="#fff"/>
  <rect x="120" y="86" width="120" height="34" fill="#20242a"/><circle cx="640" cy="104" r="26" fill="#2f5a44"/>
  <path d="M628 108q12-26 26-18q-2 20-26 18Z" fill="#fff"/>
  <g fill="#20242a"><rect x="120" y="156" width="210" height="16"/><rect x="120" y="184" width="270" height="16"/><rect x="120" y="212" width="180" height="16"/></g>
  <g fill="#9aa0a8"><rect x="440" y="156" width="150" height="10"/><rect x="440" y="176" width="190" height="10"/><rect x="440" y="196" width="120" height="10"/></g>
  <path d="M120 258h552" stroke="#20242a" stroke-width="3"/><g fill="#20242a">${bars(120, 290, 552, 130)}</g>
  <g fill="#9aa0a8"><rect x="240" y="440" width="310" height="14"/></g></g></svg>`;

function lines(width: number, height: number, step: number): string {
  let grid = '';
  for (let x = step; x < width; x += step) grid += `<path d="M${x} 0V${height}"/>`;
  for (let y = step; y < height; y += step) grid += `<path d="M0 ${y}H${width}"/>`;
  return grid;
}

function bars(left: number, top: number, width: number, height: number): string {
  let code = '';
  for (let x = 0, step = 1; x < width - 10; step++) {
    const thick = 3 + ((step * 7) % 4) * 2;
    code += `<rect x="${left + x}" y="${top}" width="${thick}" height="${height}"/>`;
    x += thick + 3 + ((step * 5) % 3) * 2;
  }
  return code;
}

/** One page in a font that every reader has. */
export function carePaper(): Buffer {
  const text = [
    'Fen table: how to care for it',
    '',
    'Dust with a dry cloth.',
    'Oil thinly once a year, twice in the first winter.',
  ];
  const drawn = text.map((line) => `(${line}) Tj T*`).join(' ');
  const stream = `BT /F1 14 Tf 22 TL 60 760 Td ${drawn} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(`${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`);
}
