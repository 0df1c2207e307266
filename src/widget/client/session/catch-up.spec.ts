import { CatchUp, type Progress } from './catch-up';

describe('catching up', () => {
  let progress: Progress;
  let asked: unknown[];
  let catchUp: CatchUp;
  beforeEach(() => {
    jest.useFakeTimers();
    progress = { held: 4, known: 4, connected: true };
    asked = [];
    catchUp = new CatchUp(
      () => progress,
      ({ data }) => asked.push(data),
    );
  });
  afterEach(() => jest.useRealTimers());

  it('asks for the newest on a first visit, and for what came after the last one on every other', () => {
    catchUp.resume();
    progress.held = undefined;
    catchUp.resume();
    expect(asked).toEqual([{ after: 4 }, {}]);
  });

  it('asks once for a gap, however many messages show it', () => {
    progress.known = 9;
    for (let count = 0; count < 5; count += 1) catchUp.fillGap();
    expect(asked).toEqual([{ after: 4 }]);
  });

  it('asks again for what has not come', () => {
    progress.known = 400;
    catchUp.fillGap();
    progress.held = 204;
    jest.advanceTimersByTime(2_000);
    progress.held = 400;
    jest.advanceTimersByTime(10_000);
    expect(asked).toEqual([{ after: 4 }, { after: 204 }]);
  });

  it('asks nothing if what was announced came by itself, or without a connection', () => {
    progress.known = 5;
    catchUp.watch();
    progress.held = 5;
    jest.advanceTimersByTime(2_000);
    progress = { held: 5, known: 6, connected: false };
    catchUp.watch();
    jest.advanceTimersByTime(10_000);
    expect(asked).toEqual([]);
  });
});
