import type { Request, Response } from 'express';
import { flash, takeFlash } from './flash';

const asking = (cookie?: string) => ({ headers: { cookie } }) as Request;
const answering = (secure = false) => ({ cookie: jest.fn(), clearCookie: jest.fn(), locals: { secure } }) as unknown as Response;

describe('a sentence for the next page', () => {
  it('travels as its key, out of reach of scripts', () => {
    const response = answering();
    flash(response, 'positive', 'settings.save');
    expect(response.cookie).toHaveBeenCalledWith(
      'parlour_flash',
      'positive:settings.save',
      expect.objectContaining({ httpOnly: true }),
    );
  });

  it('over TLS travels under a name that only this host can set, and is believed under no other', () => {
    const response = answering(true);
    flash(response, 'positive', 'settings.save');
    expect(response.cookie).toHaveBeenCalledWith(
      '__Host-parlour_flash',
      expect.anything(),
      expect.objectContaining({ secure: true }),
    );
    expect(takeFlash(asking('parlour_flash=critical:a.b'), response)).toBeUndefined();
    expect(takeFlash(asking('__Host-parlour_flash=critical:a.b'), response)).toEqual({ kind: 'critical', key: 'a.b' });
  });

  it('is taken once', () => {
    const response = answering();
    expect(takeFlash(asking('a=b; parlour_flash=critical:a.b'), response)).toEqual({ kind: 'critical', key: 'a.b' });
    expect(response.clearCookie).toHaveBeenCalledWith('parlour_flash', expect.anything());
  });

  it.each([[undefined], ['a=b'], ['parlour_flash=loud:a.b'], ['parlour_flash=positive:<b>'], ['parlour_flash=']])(
    'is not made of %p',
    (cookie) => {
      expect(takeFlash(asking(cookie), answering())).toBeUndefined();
    },
  );
});
