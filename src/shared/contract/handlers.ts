import type { Client } from './client.ts';
import type { CommandInput, CommandName, CommandOutput, Domain, Domains } from './index.ts';

/** Answers one command of a client. An expected failure is thrown as an ExpectedError. */
type Handler<N extends CommandName> = (
  input: CommandInput<N>,
  client: Client,
) => Promise<CommandOutput<N>> | CommandOutput<N>;

/** One function per command: a missing or surplus one does not compile. */
export type Handlers = { readonly [N in CommandName]: Handler<N> };

/** The functions for the commands of one domain, where it matters who asks. */
export type ClientHandlersOf<D extends Domain> = {
  readonly [N in keyof Domains[D] & CommandName]: Handler<N>;
};

/** The functions for the commands of one domain, whoever asks. */
export type HandlersOf<D extends Domain> = {
  readonly [N in keyof Domains[D] & CommandName]: (
    input: CommandInput<N>,
  ) => ReturnType<Handler<N>>;
};
