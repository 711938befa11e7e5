import type { MessageArguments } from '../language/messages.ts';
import { t } from '../language/translate.ts';
import type { ErrorCode, ErrorParams } from '../model/error-codes/index.ts';
import { offerCodes } from '../model/error-codes/offers.ts';
import { toolServerCodes } from '../model/error-codes/tool-servers.ts';
import { toolSignInCodes } from '../model/error-codes/tool-sign-in.ts';
import { toolCodes } from '../model/error-codes/tools.ts';
import { webCodes } from '../model/error-codes/web.ts';
import type { Coded } from '../model/errors.ts';
import { answerWords } from './errors/answer.ts';
import { assistantWords } from './errors/assistants.ts';
import { attachmentWords } from './errors/attachment.ts';
import { generalWords } from './errors/general.ts';
import { networkWords } from './errors/network.ts';
import { offerWords } from './errors/offers.ts';
import { programWords } from './errors/program.ts';
import { providerWords } from './errors/provider.ts';
import { refusalWords } from './errors/refusal.ts';
import { storageWords } from './errors/storage.ts';
import { toolServerWords } from './errors/tool-servers.ts';
import { toolSignInWords } from './errors/tool-sign-in.ts';
import { turnWords } from './errors/turn.ts';
import { webWords } from './errors/web.ts';

/** Whether the message `error.<code>` takes the parameters of the code as they are. */
type IsPlain<C extends ErrorCode> = `error.${C}` extends keyof MessageArguments
  ? MessageArguments[`error.${C}`] extends null
    ? true
    : ErrorParams<C> extends MessageArguments[`error.${C}`]
      ? true
      : false
  : false;

type WordedCode = { [C in ErrorCode]: IsPlain<C> extends true ? never : C }[ErrorCode];

/** What makes the sentence of a code that needs more than the message `error.<code>`. */
const worded = {
  ...answerWords,
  ...assistantWords,
  ...attachmentWords,
  ...generalWords,
  ...networkWords,
  ...offerWords,
  ...programWords,
  ...providerWords,
  ...refusalWords,
  ...storageWords,
  ...toolServerWords,
  ...toolSignInWords,
  ...turnWords,
  ...webWords,
} satisfies Readonly<Record<WordedCode, unknown>>;

type PlainCode = Exclude<ErrorCode, keyof typeof worded>;

function isPlain(code: ErrorCode): code is PlainCode {
  return !Object.hasOwn(worded, code);
}

/** Puts an error into words: what happened, then what to do, in one or two sentences. */
export function sentenceOf({ code, params }: Coded): string {
  // A lookup by a union loses the link between the code and its parameters, which the types above
  // have checked.
  if (isPlain(code)) return (t as (key: string, values: object) => string)(`error.${code}`, params);
  const say = worded[code] as (params: unknown) => string;
  return say(params);
}

/** Errors that the person resolves in Settings → Tools. All others belong to Providers. */
const aboutTools = {
  ...toolCodes,
  ...toolServerCodes,
  ...toolSignInCodes,
  ...offerCodes,
  ...webCodes,
};

/** Returns the section of the settings in which the person can resolve an error. */
export function settingsSectionOf({ code }: Pick<Coded, 'code'>): 'providers' | 'tools' {
  return Object.hasOwn(aboutTools, code) ? 'tools' : 'providers';
}
