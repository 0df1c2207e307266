export default {
  capability: 'cardProvider',
  what: 'Shows facts beside a conversation',
  privacy: { kind: 'support', purpose: 'service', basis: 'legitimate-interest', fields: ['visitor.email'] },
  code: `
    cardProvider: {
      async card({ fields }, { signal }) {
        const email = fields['visitor.email'];
        // Not known, or kept back by the person's choices: then there is nothing to show.
        if (!email) return undefined;
        const { orders } = await ask⟨<{ orders: { number: string; state: string }[] }>⟩('/orders', { email }, signal);
        const rows = orders.map(({ number, state }) => ({ label: number, value: state }));
        return { title: 'Orders', rows, buttons: [{ id: 'resend', label: 'Send the invoice again' }] };
      },
      async press({ buttonId, fields }, { signal }) {
        if (buttonId !== 'resend') throw new PluginError('There is no such button.');
        await ask('/resend', { email: fields['visitor.email'] }, signal);
        return { message: 'The invoice is on its way again.' };
      },
    },`,
  answer: `path === '/orders' && json?.email ? { orders: [{ number: '1042', state: 'Sent' }] } : {}`,
  contract: `cardProviderContract(() => plugin().cardProvider, { fields: { 'visitor.email': 'ana@example.com' }, vendor });`,
};
