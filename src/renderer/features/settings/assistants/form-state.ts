import { t } from '../../../../shared/language/translate.ts';
import type { AssistantForm } from '../../../../shared/model/assistants/assistant-schema.ts';
import {
  longestInstructions,
  longestNaming,
  longestStarter,
  type Assistant,
  type ModelChoice,
} from '../../../../shared/model/assistants/assistant.ts';
import { firstCharacter } from '../../../../shared/model/assistants/icon.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { hasNoLimit } from '../../../../shared/model/spending/limits.ts';
import type { ToolChoice } from '../../../../shared/model/tools.ts';
import {
  readLimits,
  typedLimits,
  type ReadLimits,
  type TypedLimits,
} from '../../../common/limits/typed-limits.ts';
import {
  readParameters,
  typedParameters,
  type ReadParameters,
  type TypedParameters,
} from '../../../common/parameters/parameter-form.ts';

/** How titles are made, as chosen in the form. */
export type NamingChoice = 'usual' | 'off' | 'instruction';

/** An assistant as it is being typed. */
export interface TypedAssistant {
  readonly name: string;
  readonly icon: string;
  readonly instructions: string;
  /** Null keeps the current model. */
  readonly model: ModelChoice | null;
  /** Null for the usual tools. */
  readonly tools: ToolChoice | null;
  readonly asksBeforeTools: boolean;
  readonly parameters: TypedParameters;
  readonly starters: readonly string[];
  readonly documents: readonly AttachmentPart[];
  readonly naming: NamingChoice;
  readonly namingText: string;
  readonly limits: TypedLimits;
}

/** What the form shows of an assistant; null for a new one. */
export function typedAssistant(assistant: Assistant | null): TypedAssistant {
  const naming = assistant?.naming;
  return {
    name: assistant?.name ?? '',
    icon: assistant?.icon ?? '',
    instructions: assistant?.instructions ?? '',
    model: assistant?.model ?? null,
    tools: assistant?.tools ?? null,
    asksBeforeTools: assistant?.asksBeforeTools ?? false,
    parameters: typedParameters(assistant?.parameters ?? {}),
    starters: assistant?.starters ?? [],
    documents: assistant?.documents ?? [],
    naming: naming?.kind ?? 'usual',
    namingText: naming?.kind === 'instruction' ? naming.text : '',
    limits: typedLimits(assistant?.limits),
  };
}

/** What has to be corrected, by field. */
export interface AssistantProblems {
  readonly name: string | null;
  readonly instructions: string | null;
  readonly model: string | null;
  readonly starters: string | null;
  readonly naming: string | null;
  readonly limits: Extract<ReadLimits, { ok: false }>['problems'] | null;
  readonly parameters: Extract<ReadParameters, { ok: false }>['problems'];
}

/** A form that can be saved, or what is wrong with it. */
export type ReadAssistant =
  | { readonly ok: true; readonly form: AssistantForm }
  | { readonly ok: false; readonly problems: AssistantProblems };

function tooLong(text: string, longest: number): string | null {
  return text.length > longest ? t('form.problem.too_long', { characters: longest }) : null;
}

function namingProblem({ naming, namingText }: TypedAssistant): string | null {
  if (naming !== 'instruction') return null;
  if (namingText.trim() === '') return t('settings.assistants.titles.problem');
  return tooLong(namingText.trim(), longestNaming);
}

function namingOf({ naming, namingText }: TypedAssistant): AssistantForm['naming'] {
  switch (naming) {
    case 'usual':
      return undefined;
    case 'off':
      return { kind: 'off' };
    case 'instruction':
      return { kind: 'instruction', text: namingText.trim() };
  }
}

/** Checks what was typed. */
export function readAssistant(typed: TypedAssistant): ReadAssistant {
  const parameters = readParameters(typed.parameters);
  const starters = typed.starters.map((starter) => starter.trim()).filter(Boolean);
  const limits = readLimits(typed.limits);
  const problems: AssistantProblems = {
    name: typed.name.trim() === '' ? t('settings.field.no_name') : null,
    instructions: tooLong(typed.instructions, longestInstructions),
    model: typed.model?.model.trim() === '' ? t('settings.assistants.model.problem') : null,
    starters:
      starters.map((starter) => tooLong(starter, longestStarter)).find((each) => each !== null) ??
      null,
    naming: namingProblem(typed),
    limits: limits.ok ? null : limits.problems,
    parameters: parameters.ok ? {} : parameters.problems,
  };
  const { parameters: _parameters, ...texts } = problems;
  const isWrong = Object.values(texts).some((problem) => problem !== null);
  if (isWrong || !parameters.ok || !limits.ok) return { ok: false, problems };
  const { model, tools } = typed;
  const hasParameters = Object.keys(parameters.parameters).length > 0;
  const naming = namingOf(typed);
  return {
    ok: true,
    form: {
      name: typed.name.trim(),
      icon: firstCharacter(typed.icon),
      instructions: typed.instructions,
      starters,
      ...(model === null ? {} : { model }),
      ...(tools === null ? {} : { tools: { on: [...tools.on], off: [...tools.off] } }),
      ...(typed.asksBeforeTools ? { asksBeforeTools: true } : {}),
      ...(hasParameters ? { parameters: parameters.parameters } : {}),
      ...(naming === undefined ? {} : { naming }),
      ...(hasNoLimit(limits.limits) ? {} : { limits: limits.limits }),
      ...(typed.documents.length === 0 ? {} : { documents: typed.documents }),
    },
  };
}
