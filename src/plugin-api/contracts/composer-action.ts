import type { ComposerAction, ComposerActionProvider } from '../composer-action';
import { describeMoods, failureOf, manyTongues, newCall, wellAgain, type Make, type Moods } from './contract';

const longest = { label: 60, text: 4000, message: 500 };
const format = /^[\w.:-]{1,60}$/;

interface Known {
  /** A value for each of the manifest's fields, of somebody for whom every action has something. */
  fields: Record<string, unknown>;
  /** What an agent would type, by the action's id; for actions that ask for nothing leave it out. */
  inputs?: Record<string, string>;
  vendor?: Moods;
}

/**
 * Every provider of actions for the composer passes this.
 *
 * ```ts
 * composerActionContract(() => factory(context).composerAction, { fields: { 'visitor.email': 'ana@example.com' }, vendor });
 * ```
 */
export function composerActionContract(make: Make<ComposerActionProvider>, { fields, inputs = {}, vendor }: Known): void {
  const conversationId = 'c-1';
  const about = (given: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(given).filter(([field]) => field !== 'message.body'));
  const run = (
    provider: ComposerActionProvider,
    { id, input }: ComposerAction,
    given: { fields?: Record<string, unknown>; input?: string } = {},
    call = newCall(),
  ) => {
    const typed = input ? (given.input ?? inputs[id] ?? '1042') : undefined;
    return provider.run({ conversationId, actionId: id, input: typed, fields: about(given.fields ?? fields) }, call);
  };

  describe('the contract of a provider of actions', () => {
    wellAgain(vendor);

    it('lists actions that the host can show', async () => {
      const actions = await (await make()).list(newCall());
      expect(actions.length).toBeGreaterThan(0);
      expect(actions.length).toBeLessThanOrEqual(20);
      expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
      for (const { id, label } of actions) {
        expect(id).toMatch(format);
        expect(label.trim()).not.toBe('');
        expect(label.length).toBeLessThanOrEqual(longest.label);
      }
    });

    it('asks for a line only if its manifest declares what becomes of it', async () => {
      const asks = (await (await make()).list(newCall())).filter(({ input }) => input);
      for (const { input } of asks) expect(input!.label.trim()).not.toBe('');
      expect(asks.length === 0 || 'message.body' in fields).toBe(true);
    });

    it('has a text for each action, or a sentence', async () => {
      const provider = await make();
      for (const action of await provider.list(newCall())) expectAnswer(await run(provider, action));
    });

    it('answers for somebody whose choices keep every field back', async () => {
      const provider = await make();
      for (const action of await provider.list(newCall())) expectAnswer(await run(provider, action, { fields: {} }));
    });

    it.each(['', ' ', manyTongues, '"><script>alert(1)</script>', 'a'.repeat(200)])('survives the input %j', async (input) => {
      const provider = await make();
      for (const action of await provider.list(newCall())) if (action.input) expectAnswer(await run(provider, action, { input }));
    });

    it('refuses an action that it never had', async () => {
      const what = { conversationId, actionId: 'no-such-action', fields: about(fields) };
      expect((await failureOf((await make()).run(what, newCall()))).retry).toBe(false);
    });

    describeMoods(make, vendor, async (provider, call) => {
      // Asked while the vendor is in its mood: a provider whose list comes from there fails here already.
      const [first] = await provider.list(call);
      return run(provider, first, {}, call);
    });
  });
}

function expectAnswer(answer: { text: string } | { message: string }): void {
  const { text, message } = answer as { text?: string; message?: string };
  expect([text, message].filter((said) => said !== undefined)).toHaveLength(1);
  expect((text ?? message)!.trim()).not.toBe('');
  expect((text ?? message)!.length).toBeLessThanOrEqual(text === undefined ? longest.message : longest.text);
}
