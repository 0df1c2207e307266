import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { PluginError } from '../../src/plugin-api';

export interface BucketSettings {
  address: string;
  /** Whether the bucket's name stands in the path, or is part of the address already. */
  style?: string;
  region: string;
  bucket: string;
  prefix?: string;
  accessKey: string;
  secretKey: string;
  encryption?: string;
}

interface Question {
  body?: Uint8Array;
  headers?: Record<string, string>;
  /** Codes that are an answer and no fault. */
  expected?: string[];
}
export interface BucketAnswer {
  status: number;
  /** S3's own name of what went wrong; undefined if all is well. */
  code?: string;
  content: Uint8Array;
  contentRange: string | null;
}

const tries = 3;
const firstPauseMillis = 200;
/** Codes after which the same question can go well a little later; besides these every 5xx. */
const passing = new Set(['SlowDown', 'RequestTimeout', 'OperationAborted', 'RequestTimeTooSkewed', 'TooManyRequests']);

/** One bucket, asked over HTTP; each question is signed (Signature Version 4), its content too. */
export class Bucket {
  private readonly client: AwsClient;
  private readonly base: string;

  constructor({ address, style, region, bucket, prefix = '', accessKey, secretKey }: BucketSettings) {
    // It would try ten times, through pauses that no abort ends.
    this.client = new AwsClient({ accessKeyId: accessKey, secretAccessKey: secretKey, region, service: 's3', retries: 0 });
    this.base = `${address.replace(/\/+$/, '')}/${style === 'host' ? '' : `${bucket}/`}${prefix}`;
  }

  /**
   * Tries again what may go well a moment later. All of these questions may be asked twice: they say what shall be, not what to add.
   *
   * @throws PluginError, with `retry` for what may go well much later
   */
  async ask(method: string, key: string, signal: AbortSignal, question: Question = {}): Promise<BucketAnswer> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.askOnce(method, key, signal, question).catch((error: unknown) => {
        signal.throwIfAborted();
        return new PluginError(`The storage could not be reached: ${reasonOf(error)}.`, true);
      });
      if (!(outcome instanceof PluginError)) return outcome;
      if (!outcome.retry || attempt === tries) throw outcome;
      await wait(firstPauseMillis * 2 ** (attempt - 1) * (0.5 + Math.random()), undefined, { signal });
    }
  }

  private async askOnce(
    method: string,
    key: string,
    signal: AbortSignal,
    question: Question,
  ): Promise<BucketAnswer | PluginError> {
    const { body, expected = [] } = question;
    const headers = {
      ...question.headers,
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    };
    const signed = await this.client.sign(this.base + key, { method, headers, ...(body && { body: Buffer.from(body) }) });
    const response = await fetch(signed, { signal, redirect: 'manual' });
    const content = new Uint8Array(await response.arrayBuffer());
    const contentRange = response.headers.get('content-range');
    if (response.ok) return { status: response.status, content, contentRange };
    const code = codeOf(content) ?? (response.status === 416 ? 'InvalidRange' : undefined);
    if (code && expected.includes(code)) return { status: response.status, code, content, contentRange };
    return faultOf(response, code);
  }
}

/** S3 says what is wrong in XML: `<Error><Code>NoSuchKey</Code>…`. Its message is left alone: it may repeat what was asked. */
const codeOf = (content: Uint8Array): string | undefined =>
  /<Code>(\w{1,60})<\/Code>/.exec(new TextDecoder().decode(content.subarray(0, 4000)))?.[1];

const advice: Record<string, string> = {
  NoSuchBucket: 'There is no such bucket.',
  InvalidAccessKeyId: 'The access key is not known there.',
  SignatureDoesNotMatch: 'The secret key is wrong.',
  AccessDenied: 'This key may not read, write and delete in the bucket.',
  AuthorizationHeaderMalformed: 'The region is wrong.',
  PermanentRedirect: 'The bucket lives in another region, or at another address.',
  RequestTimeTooSkewed: "This server's clock is wrong.",
};

function faultOf({ status, headers }: Response, code: string | undefined): PluginError {
  const region = headers.get('x-amz-bucket-region');
  const words = (code && advice[code]) ?? `The storage answered ${status}${code ? ` (${code})` : ''}.`;
  const hint = region && status >= 300 && status < 500 && status !== 404 ? ` The bucket's region is ${region}.` : '';
  return new PluginError(words + hint, status >= 500 || status === 429 || passing.has(code ?? ''));
}

/** `fetch` hides the reason one step deeper. */
const reasonOf = (error: unknown): string => {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
};
