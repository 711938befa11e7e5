import type * as z from 'zod';
import type { ErrorAction, ErrorKind } from '../error-traits.ts';
import { assistantCodes } from './assistants.ts';
import { promptCodes } from './prompts.ts';
import { answerCodes } from './answer.ts';
import { archiveCodes } from './archive.ts';
import { attachmentCodes } from './attachment.ts';
import type { CodeEntry } from './define.ts';
import { importCodes } from './import.ts';
import { offerCodes } from './offers.ts';
import { providerCodes } from './provider.ts';
import { toolCodes } from './tools.ts';
import { turnCodes } from './turn.ts';
import { storageCodes } from './storage.ts';
import { programCodes } from './program.ts';
import { generalCodes } from './general.ts';
import { networkCodes } from './network.ts';
import { refusalCodes } from './refusal.ts';
import { webCodes } from './web.ts';
import { toolServerCodes } from './tool-servers.ts';
import { toolSignInCodes } from './tool-sign-in.ts';
import { updateCodes } from './updates.ts';

/** The complete list of errors that people can see. */
export const errorCodes = {
  ...generalCodes,
  ...programCodes,
  ...storageCodes,
  ...turnCodes,
  ...toolCodes,
  ...providerCodes,
  ...answerCodes,
  ...attachmentCodes,
  ...archiveCodes,
  ...importCodes,
  ...networkCodes,
  ...refusalCodes,
  ...webCodes,
  ...toolServerCodes,
  ...offerCodes,
  ...toolSignInCodes,
  ...assistantCodes,
  ...promptCodes,
  ...updateCodes,
};

export type ErrorCode = keyof typeof errorCodes;

/** The parameters of a code. */
export type ErrorParams<C extends ErrorCode> = Readonly<
  z.infer<ReturnType<(typeof errorCodes)[C]['params']>>
>;

function entryOf(code: ErrorCode): CodeEntry {
  return errorCodes[code];
}

/** The traits of a code. */
export function codeTraits(code: ErrorCode): {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly action?: ErrorAction;
} {
  const { kind, retryable = false, action } = entryOf(code);
  return { kind, retryable, ...(action === undefined ? {} : { action }) };
}

/** The schema of a code's parameters; null for a code that this version does not know. */
export function paramsSchemaOf(code: string): z.ZodType | null {
  return Object.hasOwn(errorCodes, code) ? entryOf(code as ErrorCode).params() : null;
}
