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
    for (let column = 0, length = 0; column < count; column += length || 1) {
      for (length = 0; column + length < count && code.isDark(row, column + length);) length++;
      if (length) runs.push(`M${column + margin} ${row + margin}h${length}v1h-${length}z`);
    }
  }
  return { size: count + 2 * margin, path: runs.join('') };
}
