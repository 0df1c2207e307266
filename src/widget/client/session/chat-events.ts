import type { Message } from '../protocol';

/** What a chat tells whoever draws it. */
export interface ChatEvents {
  /** Something that is drawn is different. */
  changed(): void;
  /** A message came that was not here before. */
  arrived(message: Message): void;
  /** The server listens. */
  connected(): void;
}
