import type { Story } from '../story';
import { languages } from './languages';
import { now } from './now';
import { today } from './today';
import { week } from './week';
import { workshop } from './workshop';

export const stories: Story[] = [...now, ...languages, ...today, ...week, ...workshop];
