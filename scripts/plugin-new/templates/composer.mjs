export default {
  capability: 'composerAction',
  what: 'Inserts text into what agents write',
  privacy: {
    kind: 'support',
    purpose: 'service',
    basis: 'legitimate-interest',
    // What an agent types for an action leaves as message.body.
    fields: ['message.body', 'visitor.email'],
  },
  code: `
    composerAction: {
      async list() {
        return [
          { id: 'order', label: 'State of an order', input: { label: 'Order number', placeholder: '1042' } },
          { id: 'voucher', label: 'Voucher' },
        ];
      },
      async run({ actionId, input, fields }, { signal }) {
        const email = fields['visitor.email'];
        if (actionId === 'order') {
          const { state } = await ask⟨<{ state?: string }>⟩('/order', { number: input }, signal);
          return state ? { text: \`Your order \${input} is \${state}.\` } : { message: 'There is no such order.' };
        }
        if (actionId !== 'voucher') throw new PluginError('There is no such action.');
        // Not known, or kept back by the person's choices.
        if (!email) return { message: 'It takes the visitor’s email to make a voucher.' };
        const { code } = await ask⟨<{ code: string }>⟩('/voucher', { email }, signal);
        return { text: \`With \${code} you get 10 % off your next order.\` };
      },
    },`,
  answer: `path === '/voucher' ? { code: 'ALDER-10' } : path === '/order' && json?.number === '1042' ? { state: 'on its way' } : {}`,
  contract: `composerActionContract(() => plugin().composerAction, { fields: { 'visitor.email': 'ana@example.com', 'message.body': '1042' }, vendor });`,
};
