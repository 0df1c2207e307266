import { once } from 'node:events';
import { Logger } from '@nestjs/common';
import type { Response } from 'express';
import { ChatError } from '../errors';

/**
 * Sends an answer that comes in pieces: one JSON object per line (`application/x-ndjson`). What fails before the first piece fails as
 * any request does; later there is a last line `{"error": …}`. A whole answer ends with `{"done": true}`.
 *
 * @param begin is told when the reader has gone, so that nobody works for them any longer
 */
export async function sendLines(response: Response, begin: (gone: AbortSignal) => AsyncGenerator<object>): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const lines = begin(gone.signal);
  let line = await lines.next();
  if (gone.signal.aborted) return void lines.return(undefined);
  // Proxies would otherwise keep the pieces until there are many.
  response.status(200).set({ 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  try {
    for (; !line.done && !gone.signal.aborted; line = await lines.next()) await write(response, line.value, gone.signal);
    if (!gone.signal.aborted) response.end('{"done":true}\n');
  } catch (error) {
    if (!gone.signal.aborted) response.end(`${JSON.stringify({ error: wireOf(error, response) })}\n`);
  } finally {
    void lines.return(undefined);
  }
}

/** Goes on as fast as the reader does. */
async function write(response: Response, line: object, gone: AbortSignal): Promise<void> {
  if (response.write(`${JSON.stringify(line)}\n`)) return;
  await once(response, 'drain', { signal: gone }).catch(() => {});
}

function wireOf(error: unknown, response: Response): object {
  if (error instanceof ChatError) return error.toWire();
  const fault = error instanceof Error ? error.stack : 'something that is no error was thrown';
  new Logger('http').error({ requestId: response.locals.requestId as string, fault });
  return new ChatError('server.fault').toWire();
}
