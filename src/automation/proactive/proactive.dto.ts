import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { ShortField, TextField, TickField } from '../../common/forms/fields';
import { longestPage, longestPause, longestSeconds, longestWords } from './proactive-rules';
import { pageMatches, triggers, type PageMatch, type ProactiveChoice, type Trigger } from './proactive.types';

const WholeNumber = (least: number, most: number): PropertyDecorator => {
  const rules = [Max(most), Min(least), IsInt(), Type(() => Number)];
  return (target, property) => rules.forEach((rule) => rule(target, property));
};

/** The form of one message: a text for each language of the widget, where, when and how often. */
export class ProactiveDto {
  @TextField(longestWords) en = '';
  @TextField(longestWords) fr = '';
  @TextField(longestWords) de = '';
  @TextField(longestWords) es = '';
  @TextField(longestWords) ar = '';
  @IsIn(pageMatches) pageMatch: PageMatch = 'any';
  @ShortField(longestPage) page = '';
  @IsIn(triggers) trigger: Trigger = 'time';
  @WholeNumber(0, longestSeconds) seconds = 20;
  @WholeNumber(1, 100) percent = 50;
  @TickField() withTeam = false;
  @WholeNumber(0, longestPause) pauseDays = 7;
  @TickField() isOn = false;
}

export const languages = ['en', 'fr', 'de', 'es', 'ar'] as const;

/** What was chosen; fields of a trigger or a page that was not chosen are left aside. */
export function choiceFrom(form: ProactiveDto): ProactiveChoice {
  const { pageMatch, page, trigger, seconds, percent, withTeam, pauseDays, isOn } = form;
  return {
    texts: Object.fromEntries(languages.flatMap((language) => (form[language] ? [[language, form[language]]] : []))),
    pageMatch,
    page: pageMatch === 'any' ? '' : page,
    trigger,
    amount: trigger === 'scroll' ? percent : seconds,
    withTeam,
    pauseDays,
    isOn,
  };
}
