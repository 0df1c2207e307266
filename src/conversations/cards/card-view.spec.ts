import { HandOverRefused, PluginFailure } from '../../plugin-host/plugin-host.types';
import { drawn, withoutCard } from './card-view';

const rowOf = (url: string) => ({ title: 'Orders', rows: [{ label: '1042', value: 'Sent', url }] });

describe('a card to be drawn', () => {
  it('shows the host of every link, as the browser will understand it', () => {
    expect(drawn(rowOf('https://shop.example:8443/orders/1042'))!.rows[0].link).toEqual({
      url: 'https://shop.example:8443/orders/1042',
      host: 'shop.example:8443',
    });
    expect(drawn(rowOf('https://shоp.example/'))!.rows[0].link!.host).toMatch(/^xn--/);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'http://shop.example/', 'https://', 'https://bank.example@shop.example/'])(
    'is none with the link %s',
    (url) => expect(drawn(rowOf(url))).toBeUndefined(),
  );

  it('is none with two buttons of one name', () => {
    const button = { id: 'resend', label: 'Send again' };
    expect(drawn({ title: 'Orders', rows: [], buttons: [button, button] })).toBeUndefined();
    expect(drawn({ title: 'Orders', rows: [], buttons: [button] })!.buttons).toEqual([button]);
  });
});

it('says why a plugin was not asked, and hides no fault of ours', () => {
  expect(withoutCard(new HandOverRefused('card-x', 'restricted'))).toEqual({ kept: 'cards.restricted' });
  expect(withoutCard(new HandOverRefused('card-x', 'no-consent'))).toEqual({ kept: 'cards.refused' });
  expect(withoutCard(new HandOverRefused('card-x', 'purpose-off'))).toEqual({ kept: 'cards.kept' });
  expect(withoutCard(new PluginFailure('card-x', 'deadline', true))).toEqual({ isFailed: true });
  expect(() => withoutCard(new TypeError('ours'))).toThrow('ours');
});
