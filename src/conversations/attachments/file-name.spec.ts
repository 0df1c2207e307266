import { safeFileName } from './file-name';

describe('safeFileName', () => {
  it.each([
    ['receipt.pdf', 'receipt.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Ana\\photo.jpg', 'photo.jpg'],
    ['.htaccess', 'htaccess'],
    ['', 'file'],
    ['...', 'file'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
    ['فاتورة.pdf', 'فاتورة.pdf'],
  ])('%j becomes %j', (given, expected) => expect(safeFileName(given)).toBe(expected));

  it('shortens a long name and keeps its extension', () => {
    const name = safeFileName(`${'x'.repeat(400)}.pdf`);
    expect(name).toHaveLength(120);
    expect(name.endsWith('.pdf')).toBe(true);
  });
});
