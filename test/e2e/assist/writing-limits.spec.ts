import { startApp } from '../../kit/app';
import { Shop } from '../../kit/shop';

it('has a limit for each account', async () => {
  const limited = await startApp({ env: { RATE_LIMITS: 'on' } });
  try {
    const small = await Shop.open(limited, 'Dogwood');
    const { conversation } = await (await small.visitor()).say('Hello');
    const statusFor = async (person: 'Ben' | 'Olu') =>
      (await (await small.browser(person)).postJson(`/inbox/conversations/${conversation}/writing`, { task: 'draft-reply' }))
        .status;
    const statuses: number[] = [];
    for (let time = 0; time < 21; time++) statuses.push(await statusFor('Ben'));
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(409));
    expect(statuses[20]).toBe(429);
    expect(await statusFor('Olu')).toBe(409);
  } finally {
    await limited.stop();
  }
});
