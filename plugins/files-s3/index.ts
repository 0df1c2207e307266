import { PluginError, type Call, type PluginFactory } from '../../src/plugin-api';
import { Bucket, type BucketSettings } from './bucket';
import { sizeOf } from './content-range';

/** Keeps files in a bucket of any server that speaks Amazon's S3. */
export default (({ settings }) => {
  const bucket = new Bucket(settings);

  async function put(
    { key, content, type }: { key: string; content: Uint8Array; type: string },
    { signal }: Pick<Call, 'signal'>,
  ) {
    await bucket.ask('PUT', key, signal, { body: content, headers: { 'content-type': type, ...encryptionOf(settings) } });
  }

  async function get({ key, start, end }: { key: string; start?: number; end?: number }, { signal }: Pick<Call, 'signal'>) {
    const isPart = start !== undefined || end !== undefined;
    const headers: Record<string, string> = isPart ? { range: `bytes=${start ?? 0}-${end ?? ''}` } : {};
    const answer = await bucket.ask('GET', key, signal, { headers, expected: ['NoSuchKey', 'InvalidRange'] });
    if (answer.code === 'NoSuchKey') return undefined;
    if (answer.code === 'InvalidRange') return { content: new Uint8Array(), size: sizeOf(answer.contentRange) ?? 0 };
    // A server may answer with the whole, though it was asked for a part.
    if (isPart && answer.status === 200)
      return { content: answer.content.subarray(start ?? 0, afterOf(end)), size: answer.content.length };
    return { content: answer.content, size: sizeOf(answer.contentRange) ?? answer.content.length };
  }

  const remove = ({ key }: { key: string }, { signal }: Pick<Call, 'signal'>) =>
    bucket.ask('DELETE', key, signal, { expected: ['NoSuchKey'] }).then(() => undefined);

  /** Tries what it will have to do: rights to write, to read and to delete are three different rights. */
  async function check(call: Call) {
    const key = `check-${call.id.replace(/[^\w-]/g, '')}`;
    const content = new TextEncoder().encode('Parlour tries whether it may write here.');
    await put({ key, content, type: 'text/plain' }, call);
    const found = await get({ key }, call);
    await remove({ key }, call);
    if (found?.size !== content.length) throw new PluginError('The storage took a file, and did not give it back.');
  }

  return { fileStore: { put, get, delete: remove, check } };
}) satisfies PluginFactory<BucketSettings>;

const afterOf = (end: number | undefined) => (end === undefined ? undefined : end + 1);

const encryptionOf = ({ encryption }: BucketSettings): Record<string, string> =>
  encryption === 'AES256' ? { 'x-amz-server-side-encryption': 'AES256' } : {};
