import { PluginError, type PluginFactory } from '../../src/plugin-api';
import { amountOf } from './amount';
import { creditorReference, grouped, isIban } from './reference';

interface Settings {
  holder: string;
  iban?: string;
  bic?: string;
  details?: string;
  dueDays?: number;
}

/** Bank transfer: nobody is called; the customer is told what to do, and so is whoever has to give money back. */
export default (({ settings }) => ({
  paymentProvider: {
    async checkout({ orderId, amount, currency, description }) {
      const due = settings.dueDays ?? 14;
      const lines = [
        `Please transfer ${amountOf(amount, currency)} within ${due} ${due === 1 ? 'day' : 'days'}.`,
        '',
        `Account holder: ${settings.holder}`,
        settings.iban && `IBAN: ${grouped(settings.iban)}`,
        settings.bic && `BIC: ${settings.bic}`,
        settings.details,
        `Reference: ${grouped(creditorReference(orderId))}`,
        `For: ${description}`,
        '',
        'Please give the reference: it tells us that the money is for this order.',
      ];
      return {
        instructions: lines
          .filter((line) => line !== undefined)
          .join('\n')
          .replace(/\n{3,}/g, '\n\n'),
      };
    },
    async webhook() {
      throw new PluginError('Banks send no notices here. Mark an order as paid when its money has arrived.');
    },
    async refund({ orderId, amount, currency }) {
      const what = `${amountOf(amount, currency)} back to the account that it came from, with the reference`;
      throw new PluginError(
        `Not done yet: transfer ${what} ${grouped(creditorReference(orderId))}, then mark the order as refunded.`,
      );
    },
    async portal() {
      return undefined;
    },
    async check() {
      if (!settings.iban && !settings.details)
        throw new PluginError('Give an IBAN, or say under "Further details" where to pay.');
      if (settings.iban && !isIban(settings.iban))
        throw new PluginError('The check digits of the IBAN are wrong. Compare it once more.');
      if (settings.bic && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/i.test(settings.bic)) throw new PluginError('This is no BIC.');
    },
  },
})) satisfies PluginFactory<Settings>;
