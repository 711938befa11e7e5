import type {
  AskedFor,
  ChatRequestBody,
  HttpBehaviour,
  ScriptedToolCall,
  Step,
  StreamMaker,
} from '../behaviour.ts';
import type { Parameters } from '../../../src/shared/model/parameters/parameters.ts';

/** What is wrong with a request, before the server puts it into its own form. */
export interface Complaint {
  readonly message: string;
  /** Default 400. */
  readonly status?: number;
  readonly code?: string;
  /** The place of the fault in the request, such as `messages[1].content`. */
  readonly param?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Finds what is wrong with a request; null if nothing is. */
export type Check = (body: ChatRequestBody, asked: AskedFor) => Complaint | null;

/** What a model says, in no server's form. */
export interface Said {
  readonly text?: string;
  readonly reasoning?: string;
  /** Their ids are the server's own. */
  readonly calls?: readonly Omit<ScriptedToolCall, 'id'>[];
  /**
   * `filtered`: the server stopped it. `broken`: the server failed in the midst of it. `hangs`: it
   * sends nothing more until the client hangs up.
   */
  readonly ending?: 'stop' | 'length' | 'filtered' | 'broken' | 'hangs';
}

/** Where a profile has its facts from. */
export interface Source {
  /** The address of a page or a thread, or the name of a recording in `transcripts/`. */
  readonly where: string;
  /** When it was read or recorded. */
  readonly date: string;
  readonly about: string;
}

/** The parameters that a server refuses one after the other, and what it is sent in the end. */
export interface Refused {
  readonly set: Parameters;
  /** How many questions it refuses until it answers. */
  readonly refusals: number;
  /** Fields that remain in the body of the last request. */
  readonly sent: Readonly<Record<string, unknown>>;
  /** Fields that do not. */
  readonly left: readonly string[];
}

/** A service or program that answers chat completions, as strict as it is known to be. */
export interface Profile {
  readonly name: string;
  readonly sources: readonly Source[];
  /** The address that people enter. */
  readonly address: string;
  /** The header that carries the key; null if the server wants none. */
  readonly keyHeader: 'authorization' | 'api-key' | null;
  readonly model: string;
  /** Whether its model calls tools, and sees pictures. */
  readonly takes: { readonly tools: boolean; readonly images: boolean };
  /** How its reasoning arrives; null if nobody sees it. */
  readonly reasoning: 'shown' | null;
  /** What it counts besides prompt and completion. */
  readonly counts: readonly ('reasoning' | 'cached' | 'cost')[];
  /** How many questions it refuses before it is known: one without tools, and one with tools. */
  readonly lessons: { readonly plain: number; readonly tools: number };
  /** Checks a request for a chat completion. */
  readonly check: Check;
  /** Checks a request to its Responses API; null if it has none. */
  readonly checkResponse: Check | null;
  /** Puts a complaint into the server's form. */
  readonly error: (complaint: Complaint) => HttpBehaviour;
  /** The answer to a wrong path. */
  readonly nowhere: (path: string) => HttpBehaviour;
  /** Streams what a model says. */
  readonly stream: (said: Said, make: StreamMaker) => readonly Step[];
  /** Its list of models; null if it has none. */
  readonly models: HttpBehaviour | null;
  readonly wrongKey: Complaint;
  /** Its refusal of one request too many, or of any while it is busy; null if requests wait. */
  readonly busy: Complaint | null;
  /** Its refusal of a question because of what it asks; null if it has no filter. */
  readonly filter: Complaint | null;
  readonly parameters: Refused;
}
