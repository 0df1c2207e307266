import { toBytes, toText } from './bytes';

describe('base64url', () => {
  it.each([[[]], [[0]], [[251, 255]], [[255, 254, 253]], [[1, 2, 3, 4, 5]]])('carries %p there and back', (bytes) => {
    const text = Buffer.from(bytes).toString('base64url');
    expect(toText(Uint8Array.from(bytes).buffer)).toBe(text);
    expect([...toBytes(text)]).toEqual(bytes);
  });
});
