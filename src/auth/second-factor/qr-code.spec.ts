import qrcode from 'qrcode-generator';
import { qrCode } from './qr-code';

it('draws every dark cell, and leaves a margin of four cells', async () => {
  const text = 'otpauth://totp/Parlour:ben@alder.example?secret=JBSWY3DPEHPK3PXP';
  const { size, path } = await qrCode(text);
  const dark = new Set<string>();
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let cell = 0; cell < Number(length); cell++) dark.add(`${Number(x) + cell - 4} ${Number(y) - 4}`);
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  expect(size).toBe(count + 8);
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++) expect(dark.has(`${column} ${row}`)).toBe(code.isDark(row, column));
});
