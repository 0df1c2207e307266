import type { Browser } from './browser';
import { FrameSocket, type ReceivedFrame } from './frame-socket';

/** The socket of a tab in which this agent is signed in; it watches the lists. */
export async function agentSocket(
  browser: Browser,
  watch: { list?: boolean; all?: boolean } = { list: true },
): Promise<FrameSocket> {
  const socket = await FrameSocket.open(`${browser.url}/inbox/socket`, [], {
    headers: { Cookie: browser.cookieHeader, Origin: browser.url },
  });
  await socket.ask('inbox.watch', watch);
  return socket;
}

/** A stream whose HTML has all of these texts, among those that came or when it comes: one frame may hold several streams. */
export async function nextStream(socket: FrameSocket, ...texts: string[]): Promise<string> {
  const fits = ({ event, data }: ReceivedFrame) =>
    event === 'stream' && texts.every((text) => (data as unknown as string).includes(text));
  const frame = socket.received.find(fits) ?? (await socket.next(fits));
  return frame.data as unknown as string;
}
