import * as z from 'zod';
import { longestInstructions } from '../../../shared/model/assistants/assistant.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { formOf, nameOf, type Understood } from './understood.ts';

/** Fields of which the instructions are made, in the order in which cards are told to models. */
const told = ['system_prompt', 'description', 'personality', 'scenario'] as const;

/** The fields of a card: version 1 has them at the top, later ones in `data`. */
function cardOf(value: unknown): Fields | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const spec = fields.text('spec', 100);
  if (spec.startsWith('chara_card_')) return fields.object('data');
  const isVersion1 = ['first_mes', 'mes_example'].every(
    (name) => typeof Object.entries(value ?? {}).find(([key]) => key === name)?.[1] === 'string',
  );
  return isVersion1 ? fields : null;
}

/** Replaces the marks that cards use for names. */
function withNames(text: string, name: string): string {
  return text
    .replaceAll(/\{\{char\}\}|<BOT>/gi, () => name)
    .replaceAll(/\{\{user\}\}|<USER>/gi, 'the user')
    .replaceAll(/\{\{original\}\}/gi, '');
}

/** Reads a character card of SillyTavern and others, version 1 to 3; null for anything else. */
export function readCharacterCard(value: unknown): Understood | null {
  const card = cardOf(value);
  if (card === null) return null;
  const name = nameOf(card.value('name', z.string()) ?? '');
  const texts = told.map((field) => card.text(field, longestInstructions));
  const whole = withNames(texts.filter((text) => text.trim() !== '').join('\n\n'), name);
  const isTooLong = whole.length > longestInstructions;
  const leftOut = card.rest();
  return {
    form: formOf({ name, icon: '', instructions: isTooLong ? '' : whole, starters: [] }),
    leftOut: isTooLong ? [...told, ...leftOut] : leftOut,
  };
}
