import type { MessageArguments, MessageKey } from '../language/messages.ts';
import { t } from '../language/translate.ts';
import type { ErrorCode, ErrorParams } from '../model/error-codes/index.ts';
import type { Coded } from '../model/errors.ts';
import { aboutTools } from './errors/about-tools.ts';
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

/** Types have checked that the message takes these parameters. */
const plainly = t as (key: string, params: object) => string;

function isPlain(code: ErrorCode): code is PlainCode {
  return !Object.hasOwn(worded, code);
}

/** Puts an error into words: what happened, then what to do, in one or two sentences. */
export function sentenceOf({ code, params }: Coded): string {
  if (isPlain(code)) return plainly(`error.${code}`, params);
  // A lookup by a union loses the link between the code and its parameters.
  const say = worded[code] as (params: unknown) => string;
  return say(params);
}

type HereCode = { [C in PlainCode]: `error.${C}.here` extends MessageKey ? C : never }[PlainCode];

const here: Readonly<Record<HereCode, true>> = {
  address_not_callable: true,
  browsers_only: true,
  credentials_in_address: true,
  key_missing: true,
  key_refused: true,
  key_unsendable: true,
  key_wanted: true,
  no_address: true,
  no_api_found: true,
  no_chat_api: true,
  not_a_web_address: true,
  not_an_answer: true,
  not_http: true,
  not_secure: true,
  other_than_answer: true,
  port_barred: true,
  redirected: true,
  region_not_allowed: true,
  request_not_allowed: true,
  sent_on_elsewhere: true,
  tls_wanted: true,
  unknown_host: true,
  web_page_came: true,
};

/**
 * Puts an error into words beside the fields that it is about: the same as {@link sentenceOf}, but
 * it does not send the person to the settings.
 */
export function sentenceHere(error: Coded): string {
  const { code, params } = error;
  return Object.hasOwn(here, code) ? plainly(`error.${code}.here`, params) : sentenceOf(error);
}

/** Returns the section of the settings in which the person can resolve an error. */
export function settingsSectionOf({ code }: Pick<Coded, 'code'>): 'providers' | 'tools' {
  return Object.hasOwn(aboutTools, code) ? 'tools' : 'providers';
}
