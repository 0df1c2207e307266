import { TypingSignal } from './typing';

describe('the signal that somebody writes', () => {
  let said: boolean[];
  let signal: TypingSignal;

  beforeEach(() => {
    jest.useFakeTimers();
    said = [];
    signal = new TypingSignal((on) => said.push(on));
  });
  afterEach(() => jest.useRealTimers());

  it('is given once for many keys, and again after four seconds', () => {
    for (let second = 0; second < 6; second++) {
      signal.stroke();
      jest.advanceTimersByTime(1000);
    }
    expect(said).toEqual([true, true]);
  });

  it('ends with a silence of five seconds', () => {
    signal.stroke();
    jest.advanceTimersByTime(5000);
    expect(said).toEqual([true, false]);
  });

  it('ends with the message, and says nothing more of it', () => {
    signal.stroke();
    signal.stop();
    signal.stop();
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual([true, false]);
  });
});
