/** What a spreadsheet would take for a formula. */
const formula = /^[=+\-@\t\r]/;

/** One field: a text that looks like a formula begins with an apostrophe, which spreadsheets show as text (OWASP, CSV injection). */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Comma-separated values as in RFC 4180. */
export const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
