/** What the sample conversations are written in: people, lines, and when the last word fell. */
export type TeamName = 'olu' | 'ben' | 'mia';

export interface StoryVisitor {
  name?: string;
  email?: string;
  /** ISO 3166-1 alpha-2 */
  country: string;
  language: string;
  browser: string;
  os: string;
}

export interface Line {
  by: 'visitor' | TeamName;
  text: string;
  /** Only the team sees it. */
  note?: boolean;
  /** Name of one of the sample files. */
  file?: string;
  /** Minutes since the line before; otherwise as long as it takes to write. */
  after?: number;
}

export interface Story {
  website?: 'shop' | 'workshop';
  visitor: StoryVisitor;
  /** When the last line was written, given the present. */
  last: (now: Date) => Date;
  /** `seen`: open, and nothing in it is unread. */
  state: 'closed' | 'seen' | 'unread';
  /** Who has it, if it is not who answered first. */
  assigned?: TeamName;
  tags?: string[];
  /** Names of the pages that the visitor looked at, the latest last. */
  pages?: string[];
  lines: Line[];
}

type More = Pick<Line, 'file' | 'after'>;

export const visitor = (text: string, more: More = {}): Line => ({ by: 'visitor', text, ...more });

const teammate = (by: TeamName) =>
  Object.assign((text: string, more: More = {}): Line => ({ by, text, ...more }), {
    note: (text: string, more: More = {}): Line => ({ by, text, note: true, ...more }),
  });
export const olu = teammate('olu');
export const ben = teammate('ben');
export const mia = teammate('mia');

export const minutesAgo = (minutes: number) => (now: Date) => new Date(now.getTime() - minutes * 60_000);

/** A time of day of the server's own clock. */
export const daysAgo = (days: number, time: string) => (now: Date) => {
  const [hours, minutes] = time.split(':').map(Number);
  const date = new Date(now);
  date.setDate(date.getDate() - days);
  date.setHours(hours, minutes, (hours * 37 + minutes * 13) % 60, 0);
  return date;
};
