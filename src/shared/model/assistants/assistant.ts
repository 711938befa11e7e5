import type { AttachmentPart } from '../message/attachment-schema.ts';
import type { Parameters } from '../parameters/parameters.ts';
import type { CostLimits } from '../spending/limits.ts';
import type { ToolChoice } from '../tools/tool-choice.ts';

/** The longest name (UTF-16 code units). */
export const longestName = 200;
/** The longest icon (UTF-16 code units). It is one character as people see it. */
export const longestIcon = 40;
/** The longest instructions (UTF-16 code units). */
export const longestInstructions = 200_000;
/** The most starters, and the longest (UTF-16 code units). */
export const maxStarters = 12;
export const longestStarter = 2000;
/** The longest instruction for titles (UTF-16 code units). */
export const longestNaming = 2000;
/** The most documents of an assistant. */
export const maxDocuments = 50;
/** The most assistants. */
export const maxAssistants = 1000;

/** A model of a provider. */
export interface ModelChoice {
  readonly providerId: string;
  readonly model: string;
}

/** How conversations with an assistant get their titles. */
export type AssistantNaming =
  /** The first words stay. */
  | { readonly kind: 'off' }
  /** The model is told this instead of Parley's own instruction. */
  | { readonly kind: 'instruction'; readonly text: string };

/** Who answers, and how. What is absent or '' is not set and comes from elsewhere. */
export interface Assistant {
  readonly id: string;
  readonly name: string;
  /** An emoji or another single character; '' for none. */
  readonly icon: string;
  /** The system prompt; '' for the default one. */
  readonly instructions: string;
  /** Absent to keep the current model. */
  readonly model?: ModelChoice | undefined;
  readonly parameters?: Parameters | undefined;
  readonly tools?: ToolChoice | undefined;
  /** True to ask before each call of a tool, also of those that are always allowed. */
  readonly asksBeforeTools?: boolean | undefined;
  /** Example questions, shown before the first message. */
  readonly starters: readonly string[];
  /** Absent for titles as the settings say. */
  readonly naming?: AssistantNaming | undefined;
  /** The cost limits of its answers in a month; absent for no limit. */
  readonly limits?: CostLimits | undefined;
  /** They go with the first question of a conversation. */
  readonly documents?: readonly AttachmentPart[] | undefined;
}

/** The assistants, in the order of the list. */
export type Assistants = readonly Assistant[];
