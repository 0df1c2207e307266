import { Memory } from './memory';

const install = (storage: Partial<Storage> | (() => never)) =>
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: typeof storage === 'function' ? storage : () => storage,
  });
const stored = () => {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
};

describe('the memory', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'localStorage'));

  it('keeps one key, and writes nothing by looking', () => {
    const storage = stored();
    install(storage);
    expect(new Memory('KEY').read()).toEqual({});
    expect(storage.values.size).toBe(0);
    new Memory('KEY').update((remembered) => (remembered.token = 't'));
    expect([...storage.values]).toEqual([['parlour:KEY', '{"token":"t"}']]);
    expect(new Memory('KEY').read().token).toBe('t');
    expect(new Memory('OTHER').read()).toEqual({});
  });

  it('does not overwrite what another tab wrote in between', () => {
    install(stored());
    const [one, other] = [new Memory('KEY'), new Memory('KEY')];
    one.update((remembered) => (remembered.token = 't'));
    other.update((remembered) => (remembered.unasked = true));
    expect(one.read()).toEqual({ token: 't', unasked: true });
  });

  it.each([
    [
      'forbidden',
      () => {
        throw new Error('SecurityError');
      },
    ],
    [
      'full',
      {
        ...stored(),
        setItem: () => {
          throw new Error('QuotaExceededError');
        },
      },
    ],
    ['damaged', { ...stored(), getItem: () => '{' }],
  ])('works without storage: %s', (_, storage) => {
    install(storage);
    const memory = new Memory('KEY');
    memory.update((remembered) => (remembered.token = 't'));
    expect(memory.read().token).toBe('t');
    memory.forget();
    expect(memory.read()).toEqual({});
  });
});
