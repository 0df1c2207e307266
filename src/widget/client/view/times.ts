/** Times, days, sizes and names of languages in the visitor's language. */
export class Formats {
  private readonly clock;
  private readonly relative;

  private readonly language: string;

  /** The texts are in one English for all; times are in the reader's own, or they would read 3 PM for 15:00. */
  constructor(given: string) {
    const language = navigator.languages.find((one) => one.split('-')[0] === given) ?? given;
    this.language = language;
    this.clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    this.relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  }

  time(at: number): string {
    return this.clock.format(at);
  }

  /** The name of a language; nothing if the code is none. */
  nameOf(code?: string | null): string | undefined {
    try {
      return code ? new Intl.DisplayNames(this.language, { type: 'language' }).of(code) : undefined;
    } catch {
      return undefined;
    }
  }

  day(at: number, now = Date.now()): string {
    const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
    const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
    if (days === 0 || days === -1) {
      const word = this.relative.format(days, 'day');
      return word.charAt(0).toLocaleUpperCase(this.language) + word.slice(1);
    }
    const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
    return new Intl.DateTimeFormat(this.language, { weekday: 'long', day: 'numeric', month: 'long', year }).format(at);
  }

  size(bytes: number): string {
    const [value, unit] = bytes < 1_048_576 ? [Math.max(1, bytes / 1024), 'kilobyte'] : [bytes / 1_048_576, 'megabyte'];
    const maximumFractionDigits = value < 10 && unit === 'megabyte' ? 1 : 0;
    return new Intl.NumberFormat(this.language, { style: 'unit', unit, maximumFractionDigits }).format(value);
  }
}
