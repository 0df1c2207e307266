/** Loaded with the first one: the server starts without it. */
const library = async () => (await import('qrcode-generator')).default;

/** Light cells around a code, as readers want them (ISO/IEC 18004, 5.3.8). */
const margin = 4;

/** A QR code as the path of an SVG: one rectangle for each run of dark cells, drawn by the template without any inline style. */
export async function qrCode(text: string): Promise<{ size: number; path: string }> {
  const code = (await library())(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const runs: string[] = [];
  for (let row = 0; row < count; row++) {
    let column = 0;
    while (column < count) {
      const start = column;
      while (column < count && code.isDark(row, column)) column++;
      const length = column - start;
      if (length) runs.push(`M${start + margin} ${row + margin}h${length}v1h-${length}z`);
      else column++;
    }
  }
  return { size: count + 2 * margin, path: runs.join('') };
}
