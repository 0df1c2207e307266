import type { FileStore } from '../file-store';
import { describeMoods, failureOf, newCall, wellAgain, type Make, type Moods } from './contract';

/** What the vendor's fake does for this suite besides its moods. */
export interface FileVendor extends Moods {
  /** How many files it keeps now. */
  count?(): number | Promise<number>;
}

const key = '01/0123456789abcdefABCDEF';
const pattern = Uint8Array.from({ length: 251 }, (_, place) => place);
const bytes = (length: number) => new Uint8Array(Buffer.alloc(length, pattern));
const put = async (store: FileStore, content: Uint8Array, name = key) =>
  store.put({ key: name, content, type: 'application/octet-stream' }, newCall());
/** Plain bytes: a Buffer and a Uint8Array of the same content are the same file. */
const plain = (file: { content: Uint8Array; size: number } | undefined) =>
  file && { content: [...file.content], size: file.size };

/**
 * Every file store passes this.
 *
 * ```ts
 * fileStoreContract(() => factory(context).fileStore, fakeVendor);
 * ```
 *
 * `works` of the vendor empties it.
 */
export function fileStoreContract(make: Make<FileStore>, vendor?: FileVendor): void {
  describe('the contract of a file store', () => {
    wellAgain(vendor);

    it.each([0, 1, 70_000, 5_000_000])('gives back the %d bytes that it got', async (length) => {
      const store = await make();
      await put(store, bytes(length));
      const file = await store.get({ key }, newCall());
      expect(file?.size).toBe(length);
      expect(Buffer.compare(Buffer.from(file!.content), bytes(length))).toBe(0);
    });

    it.each([
      ['the first', 0, 0, [0]],
      ['the middle', 3, 5, [3, 4, 5]],
      ['from a place on', 8, undefined, [8, 9]],
      ['up to the end and further', 8, 900, [8, 9]],
    ])('gives a part: %s', async (_what, start, end, content) => {
      const store = await make();
      await put(store, bytes(10));
      expect(plain(await store.get({ key, start, end }, newCall()))).toEqual({ content, size: 10 });
    });

    it('keeps the last that it got under a key', async () => {
      const store = await make();
      await put(store, bytes(3));
      await put(store, bytes(3));
      await put(store, bytes(2));
      expect(plain(await store.get({ key }, newCall()))).toEqual({ content: [0, 1], size: 2 });
    });

    it('tells files apart', async () => {
      const store = await make();
      await put(store, bytes(1), '01/a');
      await put(store, bytes(2), '02/a');
      expect((await store.get({ key: '01/a' }, newCall()))?.size).toBe(1);
      expect((await store.get({ key: '02/a' }, newCall()))?.size).toBe(2);
    });

    it('says of what is not there that it is not, which is no fault', async () => {
      expect(await (await make()).get({ key: '01/nothing' }, newCall())).toBeUndefined();
    });

    it('deletes for good, and twice without complaint', async () => {
      const store = await make();
      await put(store, bytes(3));
      await store.delete({ key }, newCall());
      expect(await store.get({ key }, newCall())).toBeUndefined();
      await store.delete({ key }, newCall());
      if (vendor?.count) expect(await vendor.count()).toBe(0);
    });

    it('checks without leaving anything', async () => {
      await (await make()).check(newCall());
      if (vendor?.count) expect(await vendor.count()).toBe(0);
    });

    it('puts nothing when the call was aborted before', async () => {
      const store = await make();
      await failureOf(store.put({ key, content: bytes(3), type: 'text/plain' }, newCall(AbortSignal.abort())));
      if (vendor?.count) expect(await vendor.count()).toBe(0);
    });

    describe('when it puts', () =>
      describeMoods(make, vendor, (store, call) => store.put({ key, content: bytes(3), type: 'text/plain' }, call)));
    // A file that cannot be had now must never look like one that is gone.
    describe('when it gets', () => describeMoods(make, vendor, (store, call) => store.get({ key }, call)));
    describe('when it deletes', () => describeMoods(make, vendor, (store, call) => store.delete({ key }, call)));
  });
}
