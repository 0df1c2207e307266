import type { PluginFactory } from '../../src/plugin-api';
import { Chat, type ChatSettings } from './chat';
import { promptFor } from './prompts';
import { withoutThoughts } from './thoughts';

/** Writes with any server that speaks the protocol of OpenAI's chat completions. */
export default (({ settings }) => {
  const chat = new Chat(settings);
  return {
    writingAssistant: {
      write: (request, { signal }) => withoutThoughts(chat.stream(promptFor(request), signal)),
      check: ({ signal }) => chat.check(signal),
    },
  };
}) satisfies PluginFactory<ChatSettings>;
