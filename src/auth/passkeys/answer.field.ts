import { applyDecorators } from '@nestjs/common';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** What a device answered, as JSON: a few kilobytes at most. */
export const AnswerField = () => applyDecorators(MaxLength(16_000), IsNotEmpty(), IsString());
