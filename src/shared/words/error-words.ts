import type { Coded, ErrorCode } from '../model/errors.ts';
import { assistantWords } from './errors/assistants.ts';
import { promptWords } from './errors/prompts.ts';
import { answerWords } from './errors/answer.ts';
import { archiveWords } from './errors/archive.ts';
import { importWords } from './errors/import.ts';
import { attachmentWords } from './errors/attachment.ts';
import { offerWords } from './errors/offers.ts';
import { providerWords } from './errors/provider.ts';
import { toolWords } from './errors/tools.ts';
import { turnWords } from './errors/turn.ts';
import { storageWords } from './errors/storage.ts';
import { programWords } from './errors/program.ts';
import { generalWords } from './errors/general.ts';
import { networkWords } from './errors/network.ts';
import { refusalWords } from './errors/refusal.ts';
import { webWords } from './errors/web.ts';
import { toolServerWords } from './errors/tool-servers.ts';
import { toolSignInWords } from './errors/tool-sign-in.ts';

const words = {
  ...generalWords,
  ...programWords,
  ...storageWords,
  ...turnWords,
  ...toolWords,
  ...providerWords,
  ...answerWords,
  ...attachmentWords,
  ...archiveWords,
  ...importWords,
  ...networkWords,
  ...refusalWords,
  ...webWords,
  ...toolServerWords,
  ...offerWords,
  ...toolSignInWords,
  ...assistantWords,
  ...promptWords,
} satisfies Readonly<Record<ErrorCode, unknown>>;

/** Puts an error into words: what happened, then what to do, in one or two sentences. */
export function sentenceOf({ code, params }: Coded): string {
  // The tables are typed by code. A lookup by a union loses the link between code and parameters.
  const say = words[code] as (params: unknown) => string;
  return say(params);
}

/** Errors that the person resolves in Settings → Tools. All others belong to Providers. */
const aboutTools = {
  ...toolWords,
  ...toolServerWords,
  ...toolSignInWords,
  ...offerWords,
  ...webWords,
};

/** Returns the section of the settings in which the person can resolve an error. */
export function settingsSectionOf({ code }: Pick<Coded, 'code'>): 'providers' | 'tools' {
  return Object.hasOwn(aboutTools, code) ? 'tools' : 'providers';
}
